"""Tables that stand beside figures."""

from datetime import date

import pandas as pd

from diggs_analytics.output.tables import course_table


def course(schuljahr: str, start: str, *per_day: float) -> pd.DataFrame:
    days = pd.date_range(start, periods=len(per_day))
    return pd.DataFrame({"schuljahr": schuljahr, "date": days, "value": per_day})


def test_the_course_at_the_end_of_months_and_on_the_same_day():
    now = course("2025/26", "2025-08-01", *range(1, 41))  # until 9 September
    before = course("2023/24", "2023-08-01", *range(1, 367))

    table = course_table(pd.concat([before, now]), date(2025, 9, 9)).set_index("bis")

    assert list(table.index[:3]) == ["31.08.", "09.09.", "30.09."]
    assert table["2025/26"].dropna().to_dict() == {"31.08.": 31.0, "09.09.": 40.0}
    assert table["2023/24"].loc[["09.09.", "30.09.", "28.02.", "31.07."]].tolist() == [
        40.0, 61.0, 212.0, 366.0,
    ]  # fmt: skip
