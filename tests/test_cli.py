"""Asking for the impossible gets one clear message and the right exit code, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import REGISTER, ROOT, WriteWorkbook
from typer.testing import CliRunner, Result

from analysis.cli import app
from analysis.sample import write_sample

PLAN = str(ROOT / "plan.toml")
REPORT = [["TT", "Tên TCCSĐ", "Quy hoạch", "Văn kiện"], [1, "Đảng bộ Sở Y tế", "x", "???"]]


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def one_message(result: Result) -> str:
    """Standard error as one message: no traceback, nothing else."""
    assert "Traceback" not in result.output
    return result.stderr


@pytest.mark.parametrize("command", ["run", "clean"])
def test_a_missing_folder_is_wrong_usage(tmp_path: Path, command: str) -> None:
    result = call(command, "--raw", tmp_path / "none", "--plan", PLAN)
    assert result.exit_code == 2
    assert "Không có thư mục" in one_message(result)


@pytest.mark.parametrize("command", ["run", "clean"])
def test_an_empty_folder_fails(tmp_path: Path, command: str) -> None:
    result = call(command, "--raw", tmp_path, "--plan", PLAN)
    assert result.exit_code == 1
    assert "không có tệp bảng tính nào" in one_message(result)


def test_a_folder_without_a_register_fails(write_workbook: WriteWorkbook, tmp_path: Path) -> None:
    write_workbook("raw/tien do 15-5-2025.xlsx", BC=REPORT)
    result = call(
        "run",
        "--raw",
        tmp_path / "raw",
        "--plan",
        PLAN,
        "--reports",
        tmp_path / "r",
        "--processed",
        tmp_path / "p",
    )
    assert result.exit_code == 1
    assert "Không tìm thấy danh sách TCCSĐ" in one_message(result)
    assert not (tmp_path / "p").exists()


def test_reports_without_a_date_fail(write_workbook: WriteWorkbook, tmp_path: Path) -> None:
    write_workbook("raw/ds.xlsx", DS=REGISTER)
    write_workbook("raw/tien do.xlsx", BC=REPORT)
    result = call(
        "run",
        "--raw",
        tmp_path / "raw",
        "--plan",
        PLAN,
        "--reports",
        tmp_path / "r",
        "--processed",
        tmp_path / "p",
    )
    assert result.exit_code == 1
    assert "--as-of" in one_message(result)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "--as-of", "31/5/2025"], "2025-05-15"),
        (["run", "--plan", "."], "thư mục"),
        (["run", "--plan", "none.toml"], "none.toml"),
        (["run", "--raw", PLAN, "--plan", PLAN], "là một tệp"),
        (["check", "."], "thư mục"),
        (["check", "none.xlsx"], "none.xlsx"),
        (["run", "--colour", "red"], "--colour"),
        (["run", "--language", "fr"], "fr"),
        (["run", "--jobs", "0"], "jobs"),
        (["publish"], "publish"),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str], said: str) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert said in one_message(result)


def test_strict_publishes_nothing_when_a_value_was_refused(
    write_workbook: WriteWorkbook, tmp_path: Path
) -> None:
    write_workbook("raw/ds.xlsx", DS=REGISTER)
    write_workbook("raw/tien do 15-5-2025.xlsx", BC=REPORT)
    result = call(
        "clean", "--raw", tmp_path / "raw", "--plan", PLAN, "--processed", tmp_path / "p", "--strict"
    )
    assert result.exit_code == 3
    assert "???" in one_message(result)
    assert not (tmp_path / "p").exists()
    assert (
        call("clean", "--raw", tmp_path / "raw", "--plan", PLAN, "--processed", tmp_path / "p").exit_code == 0
    )


def test_messages_speak_english_too(tmp_path: Path) -> None:
    result = call("run", "--raw", tmp_path, "--plan", PLAN, "--language", "en")
    assert "holds no workbook" in one_message(result)


def test_check_shows_what_would_be_read_and_refused(write_workbook: WriteWorkbook, tmp_path: Path) -> None:
    write_workbook("raw/ds.xlsx", DS=REGISTER)
    path = write_workbook("raw/tien do 15-5-2025.xlsx", BC=REPORT)
    result = call("check", path, "--raw", tmp_path / "raw", "--plan", PLAN)
    assert result.exit_code == 0
    assert "Tiến độ đại hội (progress), ngày số liệu 15/5/2025" in result.stdout
    assert "lỗi: " in result.stdout
    assert "Quy hoạch → personnel_planning" in result.stdout
    assert "«???»" in result.stdout


def test_a_sample_is_not_written_over_anything(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    result = call("sample", tmp_path)
    assert result.exit_code == 2
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "keep"


def test_an_unexpected_fault_is_one_line_and_a_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("analysis.pipeline.run.load_plan", broken)
    result = call("run", "--raw", tmp_path, "--plan", PLAN)
    assert result.exit_code == 1
    assert "ZeroDivisionError" in one_message(result)


def test_a_log_file_gets_vietnamese_on_an_ascii_machine_and_a_strange_file_name(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    write_sample(raw, organisations=10, members=200)
    (tmp_path / "raw" / os.fsdecode(b"b\xe1o cao.xlsx")).write_bytes(b"PK\x03\x04")
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "clean", "--raw", str(raw), "--processed", str(tmp_path / "out")],
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert "Bảng đã làm sạch" in done.stdout.decode("utf-8")
    assert "b\\xe1o cao.xlsx" in done.stderr.decode("utf-8")
