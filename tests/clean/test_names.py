"""Names of organisations, matched exactly once what is written short is written out."""

from __future__ import annotations

import pytest

from analysis.clean.names import NoMatch, Organisation, Register, name_key


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("ĐB Sở NN&PTNT", "Đảng bộ Sở Nông nghiệp và Phát triển nông thôn"),
        ("ĐB Sở NN và PTNT", "Đảng bộ Sở Nông nghiệp và PTNT"),
        ("ĐB Sở KH và ĐT", "Đảng bộ Sở Kế hoạch và Đầu tư"),
        ("Đảng bộ Sở LĐ-TB&XH", "Đảng bộ Sở Lao động - Thương binh và Xã hội"),
        ("CB Trường CĐ Nghề", "Chi bộ Trường Cao đẳng Nghề"),
        ("Đảng bộ Trường ĐH Y Dược", "Đảng bộ Trường Đại học Y Dược"),
        ("CB Cty TNHH MTV Mẫu", "Chi bộ Công ty Trách nhiệm hữu hạn một thành viên Mẫu"),
    ],
)
def test_what_every_office_writes_short_is_the_same_name(short: str, full: str) -> None:
    assert name_key(short) == name_key(full)


@pytest.mark.parametrize("name", ["ĐB Sở NN", "Đảng bộ Sở KHvà ĐT", "ĐB Sở KH và CN"])
def test_what_is_only_near_is_suggested_and_not_taken(name: str) -> None:
    known = [
        Organisation("1", "Đảng bộ Sở Nông nghiệp và Môi trường", "party_committee", "administrative", 3),
        Organisation("2", "Đảng bộ Sở Kế hoạch và Đầu tư", "party_committee", "administrative", 3),
    ]
    assert isinstance(Register(known).match(name), NoMatch)


def test_tt_opens_the_name_of_a_centre_and_is_left_alone_elsewhere() -> None:
    assert name_key("CB TT Dịch vụ việc làm") == name_key("Chi bộ Trung tâm Dịch vụ việc làm")
    assert name_key("CB Sở TT") == ("party_cell", "sở tt")
