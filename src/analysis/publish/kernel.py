"""The kernel that runs the notebooks: this very interpreter, whatever else the machine has set up.

A kernel of the same name in a home folder may belong to another Python, start-up files and a matplotlibrc
there may change what is shown, and a home folder may not exist or not be writable: none of it is used.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager


def kernel_in(folder: Path, stands_in: Path) -> type[AsyncKernelManager]:
    """A kernel manager that keeps what it has to write in `folder` and whose kernel stands in `stands_in`.

    Standing there is the kernel's own business: papermill's `cwd` moves this whole process, and two
    notebooks at once would leave it in the wrong folder.
    """
    defaults = Path(mpl.get_data_path()) / "matplotlibrc"
    specification = KernelSpec(
        argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        display_name="congress-progress",
        language="python",
        env={
            "IPYTHONDIR": str(folder),
            "JUPYTER_RUNTIME_DIR": str(folder),
            "MATPLOTLIBRC": str(defaults),
            "MPLBACKEND": "agg",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        },
    )

    class OwnKernel(AsyncKernelManager):
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            self.connection_file = str(folder / "kernel.json")

        async def start_kernel(self, **settings: Any) -> None:  # type: ignore[override]
            await super().start_kernel(**{**settings, "cwd": str(stands_in)})

        @property
        def kernel_spec(self) -> KernelSpec:
            return specification

    return OwnKernel
