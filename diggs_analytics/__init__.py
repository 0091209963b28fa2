"""DigGS Analytics: what Berufskollegs in NRW notify about lessons at a distance, counted and shown.

The line every row travels, and the folders that stand in its order:

    domain/     what the words mean: tables, columns, allowed values, findings
    intake/     read → recognise the layout → clean → check: bytes become a Delivery
    store/      keep deliveries; give back the state of any day
    analysis/   select → measure → compare: rows become values
    output/     values become figures, tables, workbooks
    evaluation/ the October run: criteria, checklist, frozen folder, verification
    ui/, pages/, dashboard.py    what analysts see;  __main__.py  the command line
"""
