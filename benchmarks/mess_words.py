"""How offices word headings, banners, totals, notes and signatures; not taken from the reader's own words."""
# ruff: noqa: E501 - lists of words and spellings read better in long lines

from __future__ import annotations

import random
from datetime import date

ORDINALS = ("STT", "TT", "Số TT", "Stt", "Số thứ tự", "Tt")
NAMES = (
    "Tên tổ chức cơ sở đảng", "Tên TCCSĐ", "Tổ chức đảng", "Đảng bộ, chi bộ cơ sở", "TCCS đảng", "Đơn vị",
    "Tên đơn vị", "Đảng bộ (chi bộ) cơ sở", "Chi, đảng bộ", "Tổ chức cơ sở đảng trực thuộc", "Cơ quan, đơn vị",
    "Các đảng bộ, chi bộ", "Đơn vị báo cáo", "Các TCCSĐ trực thuộc Đảng ủy Khối", "Danh sách các tổ chức đảng",
    "Tên chi bộ, đảng bộ", "Tên đảng bộ, chi bộ trực thuộc", "TCCSĐ", "Đảng bộ/Chi bộ", "Tên tổ chức đảng",
    "Chi bộ, Đảng bộ cơ sở trực thuộc", "Tổ chức Đảng trực thuộc Đảng bộ Khối", "Tên cơ quan, đơn vị",
)  # fmt: skip
TYPE_HEADINGS = (
    "Loại hình",
    "Khối",
    "Loại hình tổ chức",
    "Thuộc khối",
    "Loại hình TCCSĐ",
    "Lĩnh vực",
    "Nhóm",
)
TYPE_WORDS = {
    "administrative": ("Hành chính", "Cơ quan hành chính", "HC", "Khối HC", "Cơ quan HC"),
    "public_service": ("Sự nghiệp", "Đơn vị sự nghiệp", "SN", "ĐVSN", "Khối SN", "Đơn vị SN"),
    "enterprise": ("Doanh nghiệp", "DN", "Khối DN", "Doanh nghiệp NN"),
}
SECTIONS = {
    "administrative": ("KHỐI CƠ QUAN HÀNH CHÍNH", "Các cơ quan hành chính", "Khối hành chính", "CƠ QUAN HÀNH CHÍNH",
                       "Loại hình cơ quan hành chính", "TCCSĐ trong các cơ quan hành chính"),
    "public_service": ("KHỐI ĐƠN VỊ SỰ NGHIỆP", "Các đơn vị sự nghiệp", "Khối sự nghiệp", "ĐƠN VỊ SỰ NGHIỆP",
                       "Loại hình đơn vị sự nghiệp công lập", "TCCSĐ trong các đơn vị sự nghiệp"),
    "enterprise": ("KHỐI DOANH NGHIỆP", "Các doanh nghiệp", "Khối doanh nghiệp", "DOANH NGHIỆP",
                   "Loại hình doanh nghiệp", "TCCSĐ trong doanh nghiệp"),
}  # fmt: skip
MARKED = {
    "personnel_planning": (
        "Rà soát quy hoạch CU", "Đã hoàn thành QH cấp ủy nhiệm kỳ mới", "Quy hoạch cấp ủy", "Công tác quy hoạch",
        "Rà soát, bổ sung QH cấp ủy 2025-2030", "Bổ sung quy hoạch BCH", "QH cấp ủy khóa mới", "Rà soát QH",
        "Quy hoạch nhân sự cấp ủy", "Phê duyệt quy hoạch cấp ủy", "Xây dựng QH cấp uỷ", "QHCU nhiệm kỳ 2025-2030",
    ),
    "political_standards": (
        "KL tiêu chuẩn CT", "Bảo vệ chính trị nội bộ", "Kết luận TCCT nhân sự", "Thẩm định tiêu chuẩn chính trị",
        "KL về TCCT của nhân sự cấp ủy", "Thẩm tra TCCT", "Kết luận BVCTNB", "Xác minh tiêu chuẩn chính trị",
        "Kết luận chính trị nội bộ", "KL TCCT", "Tiêu chuẩn CT (QĐ 126)", "Kết luận về chính trị",
        "Thẩm định TCCT nhân sự", "Công tác BVCTNB", "Tiêu chuẩn chính trị",
    ),
    "documents_drafted": (
        "Dự thảo BCCT", "Dự thảo văn kiện", "Xây dựng văn kiện ĐH", "Chuẩn bị văn kiện", "BC chính trị, BC kiểm điểm",
        "Dự thảo báo cáo chính trị và báo cáo kiểm điểm", "Xây dựng dự thảo VK", "Soạn thảo văn kiện",
        "BCCT, BC kiểm điểm BCH", "Văn kiện trình ĐH", "Hoàn thành dự thảo các văn kiện đại hội", "XD văn kiện",
        "Dự thảo Báo cáo CT", "Báo cáo chính trị (dự thảo)", "Văn kiện ĐH",
    ),
    "dossier_approved": (
        "Duyệt hồ sơ ĐH", "Thẩm định hồ sơ, nhân sự", "Duyệt nhân sự và văn kiện", "BTV duyệt ĐH", "Đảng ủy Khối duyệt",
        "Duyệt nội dung đại hội", "Phê duyệt hồ sơ đại hội", "Hồ sơ trình duyệt", "Duyệt VK, NS",
        "BTV ĐUK duyệt hồ sơ", "Duyệt ĐH", "Duyệt văn kiện, nhân sự ĐH", "Duyệt đề án nhân sự và văn kiện",
        "Kết quả duyệt đại hội", "Đã duyệt hồ sơ đại hội",
    ),
}  # fmt: skip
RESULTS = ("QĐ chuẩn y", "Chuẩn y kết quả bầu cử", "Quyết định chuẩn y", "Ngày chuẩn y", "Chuẩn y BCH", "Chuẩn y",
           "Công nhận kết quả bầu cử", "Chuẩn y cấp ủy khóa mới", "Chuẩn y KQ bầu cử", "QĐ công nhận cấp ủy",
           "Quyết định công nhận BCH khóa mới", "Chuẩn y kết quả ĐH", "QĐ chuẩn y cấp ủy")  # fmt: skip
DECISION = (("Quyết định chuẩn y", "Số QĐ", "Ngày QĐ"), ("Chuẩn y kết quả bầu cử", "Số quyết định", "Ngày ban hành"),
            ("QĐ chuẩn y", "Số", "Ngày"), ("Chuẩn y cấp ủy", "Số QĐ", "Ngày, tháng, năm"))  # fmt: skip
FRACTIONS = (
    "ĐH chi bộ trực thuộc (đã TC/phải TC)", "Số chi bộ TT đã ĐH/tổng số", "ĐH chi bộ trực thuộc (đã/tổng)",
    "Kết quả ĐH CBTT (đã tổ chức/tổng số)", "Đại hội chi bộ trực thuộc", "Số CB đã tổ chức ĐH/Tổng số CB",
    "Chi bộ trực thuộc đã đại hội trên tổng số", "ĐH CB trực thuộc NK 2025-2027", "Chi bộ trực thuộc đã ĐH",
    "Tiến độ ĐH chi bộ trực thuộc", "Đại hội chi bộ (đã/tổng số)", "ĐH cấp chi bộ trực thuộc", "Số CBTT đã ĐH",
)  # fmt: skip
COUNTED = (
    ("Đại hội chi bộ trực thuộc", "Đã tổ chức", "Phải tổ chức", "Tỷ lệ"),
    ("ĐH chi bộ trực thuộc NK 2025-2027", "Đã ĐH", "Tổng số chi bộ", "Tỷ lệ %"),
    ("Đại hội CBTT", "Số CB đã ĐH", "Số CB phải ĐH", "Đạt tỷ lệ (%)"),
    ("Chi bộ trực thuộc", "Đã đại hội", "Tổng số", "%"),
    ("Kết quả đại hội chi bộ trực thuộc", "Hoàn thành", "Kế hoạch", "Tỷ lệ (%)"),
    ("Tổ chức ĐH chi bộ trực thuộc", "Xong", "Tổng", "TL%"),
)  # fmt: skip
"""Held, required and rate below one heading."""
PLANNED = ("Ngày dự kiến tổ chức ĐH", "Dự kiến ngày ĐH", "Thời gian dự kiến ĐH", "Thời gian dự kiến tổ chức ĐH",
           "Dự kiến thời gian đại hội", "Kế hoạch tổ chức ĐH", "Thời gian ĐH theo kế hoạch", "Đăng ký thời gian ĐH",
           "Lịch đại hội (dự kiến)", "Dự kiến tổ chức", "Ngày ĐH (dự kiến)", "Thời gian dự kiến")  # fmt: skip
HELD = ("Thời gian ĐH", "Ngày tổ chức ĐH", "Đã ĐH ngày", "Ngày ĐH chính thức", "Kết quả tổ chức ĐH", "Đã tổ chức ĐH",
        "Ngày tiến hành ĐH", "Thời gian tổ chức đại hội", "Tổ chức đại hội", "Ngày đại hội", "Đã tổ chức đại hội",
        "Thời gian đã ĐH", "Đại hội chính thức")  # fmt: skip
CONGRESS = (
    ("Đại hội cấp cơ sở", "Dự kiến", "Thực hiện"), ("Tổ chức ĐH nhiệm kỳ 2025-2030", "Ngày dự kiến", "Ngày tổ chức"),
    ("ĐH đảng bộ, chi bộ cơ sở", "Theo KH", "Đã tổ chức"), ("Đại hội TCCSĐ", "Thời gian dự kiến", "Thời gian thực tế"),
    ("Đại hội", "Kế hoạch", "Thực tế"), ("Thời gian tổ chức ĐH", "Dự kiến", "Chính thức"),
    ("ĐẠI HỘI NHIỆM KỲ 2025 - 2030", "Ngày dự kiến", "Đã tổ chức ngày"),
)  # fmt: skip
MEASURES = {
    "total": ("Tổng số đảng viên", "TS đảng viên", "Tổng số ĐV", "Tổng số", "Số đảng viên", "Tổng ĐV", "TSĐV"),
    "full": ("Chính thức", "ĐV chính thức", "Đảng viên chính thức", "ĐVCT"),
    "probationary": ("Dự bị", "ĐV dự bị", "Đảng viên dự bị", "ĐVDB"),
    "women": ("Nữ", "ĐV nữ", "Đảng viên nữ", "Là nữ"),
    "ethnic_minority": ("Dân tộc thiểu số", "DTTS", "Người DTTS", "ĐV người dân tộc thiểu số", "ĐV là người DTTS"),
    "religious": ("Tôn giáo", "Có đạo", "ĐV theo tôn giáo", "Người có đạo", "Theo đạo"),
    "exempt": ("Miễn sinh hoạt", "Được miễn CT, SH", "ĐV được miễn sinh hoạt", "Miễn công tác, sinh hoạt", "Miễn SH"),
    "opening": ("Đầu kỳ", "ĐV đầu kỳ", "Số đảng viên đầu năm", "ĐV có đến đầu kỳ", "Kỳ trước chuyển sang"),
    "admitted": ("Kết nạp", "Kết nạp mới", "ĐV mới kết nạp", "KN mới"),
    "transferred_in": ("Chuyển đến", "Nơi khác chuyển đến", "Tiếp nhận chuyển đến", "Chuyển SH đến"),
    "restored": ("Phục hồi", "Phục hồi đảng tịch", "Được phục hồi"),
    "died": ("Từ trần", "Chết", "Đã mất", "Qua đời"),
    "expelled": ("Khai trừ", "Bị khai trừ", "Khai trừ ra khỏi Đảng"),
    "removed": ("Xóa tên", "Xoá tên", "Bị xóa tên", "Xóa tên trong DSĐV"),
    "transferred_out": ("Chuyển đi", "Chuyển đi nơi khác", "Chuyển sinh hoạt đi", "Chuyển SH đi"),
    "closing": ("Cuối kỳ", "Có đến cuối kỳ", "ĐV cuối kỳ", "Hiện có", "Số ĐV có mặt cuối kỳ"),
    "education_university": ("Đại học", "Trình độ đại học", "ĐH"),
    "education_college": ("Cao đẳng", "CĐ"),
    "theory_advanced": ("Cao cấp", "Cao cấp, cử nhân", "CC, cử nhân"),
    "theory_intermediate": ("Trung cấp", "TC"),
}  # fmt: skip
PARENTS = {
    "part": ("Trong đó", "Chia ra", "Trong tổng số", "Phân tích"),
    "age": ("Độ tuổi", "Phân theo độ tuổi", "Tuổi đời", "Cơ cấu độ tuổi", "Chia theo tuổi"),
    "gained": ("Tăng trong kỳ", "Đảng viên tăng", "Số tăng", "Tăng"),
    "lost": ("Giảm trong kỳ", "Đảng viên giảm", "Số giảm", "Giảm"),
    "education": ("Trình độ chuyên môn", "Trình độ học vấn", "Chuyên môn nghiệp vụ", "Trình độ CMNV"),
    "theory": ("Lý luận chính trị", "Trình độ LLCT", "Trình độ lý luận", "LLCT"),
}
AGE_HEADINGS = (
    ("Từ 30 trở xuống", "31-40", "41-50", "51-60", "Trên 60"),
    ("Dưới 31 tuổi", "31 đến 40", "41 đến 50", "51 đến 60", "61 tuổi trở lên"),
    (
        "30 tuổi trở xuống",
        "Từ 31 đến 40 tuổi",
        "Từ 41 đến 50 tuổi",
        "Từ 51 đến 60 tuổi",
        "Từ 61 tuổi trở lên",
    ),
    ("Đến 30 tuổi", "31 - 40 tuổi", "41 - 50 tuổi", "51 - 60 tuổi", "Trên 60 tuổi"),
    ("≤ 30", "31-40", "41-50", "51-60", "> 60"),
)
KINDS = {"party_committee": ("Đảng bộ", "Đảng bộ cơ sở", "ĐB", "ĐBCS"),
         "party_cell": ("Chi bộ", "Chi bộ cơ sở", "CB", "CBCS")}  # fmt: skip
KIND_HEADINGS = (
    "Loại tổ chức",
    "Đảng bộ/chi bộ cơ sở",
    "Là đảng bộ hay chi bộ",
    "Loại TCCSĐ",
    "Hình thức tổ chức",
)
SUBCELLS = (
    "Số chi bộ trực thuộc",
    "Số CBTT",
    "Chi bộ trực thuộc",
    "Số CB trực thuộc",
    "Tổng số chi bộ trực thuộc",
)
MEMBERS = ("Số đảng viên", "Tổng số đảng viên", "Số ĐV", "Đảng viên", "TS đảng viên", "Tổng số ĐV")
PILOT = ("Đại hội điểm", "ĐH điểm", "Chọn làm điểm", "Đơn vị điểm", "Tổ chức ĐH điểm")
OWN = (
    ("Ghi chú", ("", "", "Nộp muộn", "Đã nhắc", "Gửi qua email")), ("Địa điểm tổ chức ĐH", ("Hội trường tầng 2", "")),
    ("Số đại biểu", (85, 120, 60, "")), ("Tổ công tác theo dõi", ("Tổ 1", "Tổ 2", "Tổ 3")),
    ("Kinh phí (triệu đồng)", (12, 20.5, 35)), ("Đại hội trù bị", ("x", "", "20/4/2025")),
    ("Khó khăn, vướng mắc", ("", "", "Thiếu nguồn nhân sự", "không")), ("Số lượng cấp ủy viên", (5, 7, 9, 11)),
    ("Ý kiến của cơ quan", ("", "Thống nhất", "Đề nghị sớm hoàn thành")), ("Thứ tự ưu tiên", ("", 1, 2)),
    ("Số văn bản đôn đốc", ("", "12-CV/ĐUK", "15-CV/ĐUK")), ("Phương án nhân sự bí thư", ("Tái cử", "Mới", "")),
)  # fmt: skip
BANNERS = (
    (
        ("ĐẢNG BỘ TỈNH {p}", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("ĐẢNG ỦY KHỐI CƠ QUAN VÀ DOANH NGHIỆP", "{p}, {day}"),
        ("*",),
    ),
    (
        ("TỈNH ỦY {p}", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("ĐẢNG ỦY KHỐI CQ&DN TỈNH", ""),
        ("Số: 45-BC/ĐUK", "{p}, {day}"),
    ),
    (("Đảng uỷ Khối Cơ quan và Doanh nghiệp tỉnh {p}",), ("BAN TỔ CHỨC",)),
    (
        ("Biểu số 02-TĐ/ĐH", "Đơn vị báo cáo: Đảng ủy Khối"),
        ("Ban hành kèm theo Công văn số 112-CV/ĐUK ngày 3/1/2025",),
    ),
    (("Phụ lục 3", ""), ("(Kèm theo Báo cáo số 88-BC/ĐUK của Đảng ủy Khối)",)),
)
TITLES = {
    "progress": ("BẢNG TỔNG HỢP TIẾN ĐỘ ĐẠI HỘI CÁC TCCSĐ", "Tiến độ chuẩn bị và tổ chức đại hội cấp cơ sở",
                 "THEO DÕI TIẾN ĐỘ TỔ CHỨC ĐẠI HỘI ĐẢNG CÁC CẤP NHIỆM KỲ 2025-2030",
                 "BIỂU TỔNG HỢP kết quả đại hội chi, đảng bộ cơ sở"),
    "membership": ("THỐNG KÊ SỐ LƯỢNG ĐẢNG VIÊN", "Biểu tổng hợp đội ngũ đảng viên", "BÁO CÁO ĐẢNG VIÊN",
                   "Tình hình đảng viên của các tổ chức cơ sở đảng"),
    "register": ("DANH SÁCH CÁC TỔ CHỨC CƠ SỞ ĐẢNG", "Danh bạ tổ chức cơ sở đảng trực thuộc", "DANH MỤC TCCSĐ"),
}  # fmt: skip
TOTALS = (
    "Tổng cộng",
    "TỔNG SỐ",
    "Cộng",
    "Tổng cộng:",
    "Toàn Đảng bộ Khối",
    "TỔNG",
    "CỘNG CHUNG",
    "Tổng toàn Khối",
)
SUBTOTALS = ("Cộng", "Cộng khối", "Cộng nhóm {}", "Cộng {}", "Tổng số khối {}", "Cộng (I)")
REMARKS = (
    "Ghi chú: Các đơn vị đánh dấu (x) là đã hoàn thành.", "(*) Số liệu do các đơn vị tự báo cáo.",
    "- Đề nghị các đơn vị chưa hoàn thành khẩn trương thực hiện trước ngày 30/6/2025.",
    "Lưu ý: biểu này gửi về Ban Tổ chức Đảng ủy Khối trước ngày 20 hằng tháng; đơn vị nào không có số liệu thì ghi số 0,"
    " không để trống; mọi thắc mắc liên hệ bộ phận tổng hợp của Ban Tổ chức để được hướng dẫn cụ thể.",
    "Nguồn: báo cáo của các TCCSĐ.", "* Hội nghị duyệt ngày 12/4/2025 có 35 đ/c dự.",
)  # fmt: skip
SIGNATURES = (
    (("NGƯỜI LẬP BIỂU", "T/M BAN THƯỜNG VỤ"), ("(Ký, ghi rõ họ tên)", "PHÓ BÍ THƯ")),
    (("Nơi nhận:", "T/M BAN CHẤP HÀNH"), ("- Ban Tổ chức Tỉnh ủy,", "BÍ THƯ"), ("- Lưu VT.", "")),
    (("", "{p}, {day}"), ("Người tổng hợp", "TRƯỞNG BAN")),
    (("Người lập", "Xác nhận của cấp ủy"),),
)  # fmt: skip


def as_of_line(day: date, rng: random.Random) -> str:
    """The line that says of which day the figures are."""
    d, m, y = day.day, day.month, day.year
    return rng.choice((
        f"Tính đến ngày {d}/{m}/{y}", f"(Tính đến {d:02}/{m:02}/{y})", f"Số liệu tính đến hết ngày {d}/{m}/{y}",
        f"(Số liệu đến ngày {d} tháng {m} năm {y})", f"Thời điểm báo cáo: {d}/{m}/{y}", f"Đến ngày {d}/{m}/{y}",
        f"Cập nhật ngày {d}/{m}/{y}", f"(có đến ngày {d}.{m}.{y})", f"Số liệu chốt ngày {d}/{m}/{y}",
        f"Ngày chốt số liệu: {d}/{m}/{y}", f"Báo cáo đến {d:02}-{m:02}-{y}",
    ))  # fmt: skip


def place_line(text: str, place: str, day: date) -> str:
    """A banner's text with the invented place and the day of signing."""
    return text.format(p=place, day=f"ngày {day.day} tháng {day.month} năm {day.year}")
