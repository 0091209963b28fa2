"""Tables that stand beside figures."""

import pandas as pd

from diggs_analytics.output.tables import course_table


def course(schuljahr: str, start: str, *per_day: float) -> pd.DataFrame:
    days = pd.date_range(start, periods=len(per_day))
    return pd.DataFrame({"schuljahr": schuljahr, "date": days, "value": per_day})


def test_the_course_at_the_end_of_each_month():
    now = course("2025/26", "2025-08-01", *range(1, 41))  # until 9 September
    before = course("2024/25", "2024-08-01", *range(1, 366))

    table = course_table(pd.concat([before, now])).set_index("Ende")

    assert list(table.index[[0, 1, 11]]) == ["August", "September", "Juli"]
    assert table["2025/26"].dropna().to_dict() == {"August": 31.0, "September": 40.0}
    assert table["2024/25"].loc[["August", "Juli"]].tolist() == [31.0, 365.0]
