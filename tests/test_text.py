from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.legacy import code_page, from_tcvn3, from_vni, is_syllable, to_tcvn3
from analysis.text import _tidy, fold, readable, readable_all, sort_key, tidied


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("Danh môc", "Danh mục"),
        ("Chuyªn ngµnh", "Chuyên ngành"),
        ("§Çu t\xad thùc hiÖn", "Đầu tư thực hiện"),
        ("Vèn ph¸p ®Þnh", "Vốn pháp định"),
        ("N\xadíc, vïng l·nh thæ", "Nước, vùng lãnh thổ"),
        ("THAØNH PHOÁ HOÀ CHÍ MINH", "THÀNH PHỐ HỒ CHÍ MINH"),
        ("Toång thu NSNN treân ñòa baøn", "Tổng thu NSNN trên địa bàn"),
        ("UBND HUYEÄN CAÀN GIÔØ", "UBND HUYỆN CẦN GIỜ"),
        ("Sở Y tế", "Sở Y tế"),
        ("Café São Paulo", "Café São Paulo"),
        ("10 µg/m²", "10 µg/m²"),
        ("Sở\u00a0Y\u200b  tế_x000D_\n", "Sở Y tế"),
        ("Ðảng bộ", "Đảng bộ"),
        ("te\u0301\u0302", "tế"),
        ("Cấp ủу", "Cấp ủy"),
        ("x\xad", "x"),
        ("-¹", "-¹"),
        ("17/11/2\xad024", "17/11/2024"),
        ("≤\xa0\xad30", "≤ 30"),
        ("20÷21/5/2025", "20÷21/5/2025"),
    ],
)
def test_text_is_as_a_person_sees_it(raw: str, seen: str) -> None:
    assert readable(raw) == seen


def test_a_doubtful_text_follows_its_sheet() -> None:
    assert readable("Sè TT") == "Sè TT"
    assert readable_all(["Sè TT", "Chuyªn ngµnh", "Tæng sè", "TV§T"]) == [
        "Số TT",
        "Chuyên ngành",
        "Tổng số",
        "TVĐT",
    ]
    assert readable_all(["Sè TT", "Sở Y tế", "Bệnh viện"]) == ["Sè TT", "Sở Y tế", "Bệnh viện"]


@pytest.mark.parametrize("text", ["£", "£25.15", "Cost (£m)", "£ thousand", "¥", "Giá (¢)"])
def test_a_sign_of_money_alone_is_no_letter_of_a_code_page(text: str) -> None:
    assert readable(text) == text


def test_a_text_that_may_be_either_is_left_alone_where_code_pages_are_mixed() -> None:
    assert readable_all(["Tên", "§¶ng bé Së Y tÕ", "Ñaûng boä Sôû Y teá"])[0] == "Tên"


def test_unicode_text_in_a_legacy_sheet_is_left_alone() -> None:
    assert readable_all(["Chuyªn ngµnh", "Vèn ph¸p ®Þnh", "Sở Nội vụ"])[2] == "Sở Nội vụ"
    assert readable_all(["Chuyªn ngµnh", "Vèn ph¸p ®Þnh", "Hành chính"])[2] == "Hành chính"


def test_signs_and_short_forms_of_a_legacy_sheet() -> None:
    tcvn3 = ["Chuyªn ngµnh", "Vèn ph¸p ®Þnh", "C§", "tõ 20÷21/5", "Ch\xada"]
    assert readable_all(tcvn3)[2:] == ["CĐ", "từ 20÷21/5", "Chưa"]
    assert readable_all(["THAØNH PHOÁ", "Ñaïi hoäi", "CÑ"])[2] == "CĐ"


SENTENCES = [
    "Đảng bộ Khối cơ quan và doanh nghiệp tỉnh",
    "rà soát, bổ sung quy hoạch cấp ủy",
    "Nguyễn Văn Mẫu",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_both_forms_of_unicode_are_one(sentence: str) -> None:
    decomposed = unicodedata.normalize("NFD", sentence)
    assert readable(decomposed) == sentence
    assert fold(decomposed) == fold(sentence)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_code_page_and_back(sentence: str) -> None:
    assert from_tcvn3(to_tcvn3(sentence)) == sentence
    assert code_page(to_tcvn3(sentence)) == "tcvn3"


def test_vni_writes_a_letter_and_its_mark() -> None:
    assert from_vni("QUYEÁT TOAÙN NAÊM") == "QUYẾT TOÁN NĂM"


@pytest.mark.parametrize(
    ("word", "valid"), [("nghiêng", True), ("quốc", True), ("khuya", True), ("côc", False), ("zoo", False)]
)
def test_a_syllable_has_an_onset_a_rhyme_and_a_tone_that_fits(word: str, valid: bool) -> None:
    assert is_syllable(word) is valid


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("uỷ", "ủy"),
        ("Đảng uỷ – Sở Y TẾ", "đảng ủy sở y tế"),
        ("tỷ lệ", "tỉ lệ"),
        ("Quý I", "Quí I"),
    ],
)
def test_spellings_of_one_word_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("chưa", "chứa"), ("Sở", "So"), ("đã", "da"), ("Hà", "Ha")])
def test_letters_and_tones_are_kept_when_folding(one: str, other: str) -> None:
    assert fold(one) != fold(other)


VIETNAMESE = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵĐ 12.,-/"
)


@given(st.text(VIETNAMESE, max_size=30).map(lambda text: text + " đ"))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=30))
def test_what_is_readable_stays_as_it_is(text: str) -> None:
    once = readable(text)
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()


def test_sorting_is_vietnamese() -> None:
    words = ["Xã", "Đà", "Da", "Ăn", "Ân", "Án", "An", "Êm", "Em", "Ơn", "Ôn", "On", "Ưu", "Ung"]
    assert sorted(words, key=sort_key) == [
        "An", "Án", "Ăn", "Ân", "Da", "Đà", "Em", "Êm", "On", "Ôn", "Ơn", "Ung", "Ưu", "Xã",
    ]  # fmt: skip


@pytest.mark.parametrize("around", ["{}", "Sở {} tế", "a{}", "{}a"])
def test_no_character_is_taken_for_tidy_that_a_step_would_change(around: str) -> None:
    texts = [around.format(chr(code)) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    assert [text for text in texts if _tidy(text) != tidied(text)] == []
