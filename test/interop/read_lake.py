"""Reads data files and a stream of Arrow batches with pyarrow; says types and values as JSON.

Standard input: {"tables": {name: [{"dt": "YYYY-MM-DD", "path": "..."}, ...]}, "stream": "path"}
Standard output: {"tables": {name: {"types": {...}, "rows": [...]}}, "stream": {"types": {...}, "rows": [...]}}
"""

import datetime
import json
import sys

import pyarrow as pa
import pyarrow.parquet as pq


def spoken_type(t):
    if pa.types.is_map(t):
        return f"map<{spoken_type(t.key_type)}, {spoken_type(t.item_type)}>"
    if pa.types.is_list(t):
        return f"list<{spoken_type(t.value_type)}>"
    if pa.types.is_struct(t):
        return f"struct<{', '.join(f'{f.name}: {spoken_type(f.type)}' for f in t)}>"
    return {"bool": "boolean"}.get(str(t), str(t))


def spoken(value, t):
    """64-bit numbers as text, instants as ISO 8601 at UTC, a map as its entries in the order of their keys."""
    if value is None:
        return None
    if pa.types.is_map(t):
        return [[k, spoken(v, t.item_type)] for k, v in sorted(value, key=lambda entry: entry[0])]
    if pa.types.is_list(t):
        return [spoken(each, t.value_type) for each in value]
    if pa.types.is_struct(t):
        return {f.name: spoken(value[f.name], f.type) for f in t}
    if pa.types.is_timestamp(t):
        assert isinstance(value, datetime.datetime) and value.tzinfo is None
        return value.isoformat(timespec="milliseconds") + "Z"
    return str(value) if pa.types.is_int64(t) else value


def said(tables_by_dt):
    types, rows = {}, []
    for dt, table in tables_by_dt:
        types = {f.name: spoken_type(f.type) for f in table.schema}
        extra = {} if dt is None else {"dt": dt}
        for row in table.to_pylist():
            rows.append({f.name: spoken(row[f.name], f.type) for f in table.schema} | extra)
    return {"types": types, "rows": rows}


def main():
    asked = json.load(sys.stdin)
    # One file at a time: a dataset would take its types from the first, and dt from the folder.
    tables = {
        name: said([(f["dt"], pq.ParquetFile(f["path"]).read()) for f in files])
        for name, files in asked["tables"].items()
    }
    with pa.OSFile(asked["stream"]) as source, pa.ipc.open_stream(source) as reader:
        stream = said([(None, reader.read_all())])
    json.dump({"pyarrow": pa.__version__, "tables": tables, "stream": stream}, sys.stdout)


main()
