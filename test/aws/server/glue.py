"""What makes moto's Glue as strict as the service: limits, pages, segments, versions of tables, small letters.

Limits are those of the service's model. moto takes any number of items, gives everything in one page and in every
segment, keeps capital letters, and knows no version that a change was planned for.
"""
import json
import zlib

from moto.core import DEFAULT_ACCOUNT_ID
from moto.glue.models import glue_backends

MOST_ITEMS = {
    "BatchCreatePartition": ("PartitionInputList", 100),
    "BatchUpdatePartition": ("Entries", 100),
    "BatchDeletePartition": ("PartitionsToDelete", 25),
    "BatchGetPartition": ("PartitionsToGet", 1000),
    "BatchDeleteTable": ("TablesToDelete", 100),
}
PAGES = {"GetPartitions": ("Partitions", 1000), "GetTables": ("TableList", 100), "GetDatabases": ("DatabaseList", 100)}
MOST_SEGMENTS = 10
# Of columns nobody keeps statistics here, and moto says that it does not know how.
WITHOUT_STATISTICS = {
    "GetColumnStatisticsForTable": {"ColumnStatisticsList": [], "Errors": []},
    "UpdateColumnStatisticsForTable": {"Errors": []},
    "DeleteColumnStatisticsForTable": {},
}
LONGEST_COMMENT = 255
LONGEST_DESCRIPTION = 2048
LONGEST_VIEW_TEXT = 409_600
LONGEST_EXPRESSION = 2048


class Refused(Exception):
    """An error as the service names it."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
        self.message = message


def asked_of_glue(operation, request):
    """What is written down of a request: all but what it puts there, and of a batch how many things it has."""
    name, _ = MOST_ITEMS.get(operation, (None, None))
    asked = {key: value for key, value in request.items() if key not in (name, "TableInput", "DatabaseInput")}
    return {"items": len(request.get(name, [])) if name else 1, "asked": asked}


def taken_out(operation, request, fault):
    """Takes the items out of a batch that are to fail, and gives what is said of each."""
    name, _ = MOST_ITEMS.get(operation, (None, None))
    failing = (fault or {}).get("items", []) if name else []
    items = [item for at, item in enumerate(request.get(name, [])) if at in failing]
    request |= {name: [item for item in request[name] if item not in items]} if items else {}
    detail = {"ErrorCode": (fault or {}).get("type"), "ErrorMessage": "on order"}
    values = [item.get("PartitionValueList") or item.get("Values") for item in items]
    return [{"PartitionValues": each, "PartitionValueList": each, "ErrorDetail": detail} for each in values]


def in_small_letters(request):
    """Names as the service keeps them."""
    for names in (request, request.get("TableInput", {}), request.get("DatabaseInput", {})):
        for key in ("Name", "DatabaseName", "TableName"):
            if isinstance(names.get(key), str):
                names[key] = names[key].lower()
    columns = request.get("TableInput", {}).get("StorageDescriptor", {}).get("Columns", [])
    for column in columns:
        column["Name"] = column["Name"].lower()
    return request


def check(condition, message, code="ValidationException"):
    if not condition:
        raise Refused(code, message)


def check_sizes(operation, request):
    name, most = MOST_ITEMS.get(operation, (None, None))
    if name:
        check(len(request.get(name, [])) <= most, f"{name}: {len(request.get(name, []))} items, {most} are allowed")
    if operation in PAGES:
        _, most = PAGES[operation]
        check(1 <= request.get("MaxResults", most) <= most, f"MaxResults is 1 to {most}")
    check(len(request.get("Expression") or "") <= LONGEST_EXPRESSION, "Expression is too long")
    segment = request.get("Segment")
    if segment:
        check(1 <= segment["TotalSegments"] <= MOST_SEGMENTS, f"TotalSegments is 1 to {MOST_SEGMENTS}")
        check(0 <= segment["SegmentNumber"] < segment["TotalSegments"], "SegmentNumber is less than TotalSegments")
    table = request.get("TableInput", {})
    check(len(table.get("Description", "")) <= LONGEST_DESCRIPTION, "Description is too long")
    check(len(table.get("ViewOriginalText", "")) <= LONGEST_VIEW_TEXT, "ViewOriginalText is too long")
    described = table.get("StorageDescriptor", {}).get("Columns", []) + table.get("PartitionKeys", [])
    for column in described:
        comment = column.get("Comment", "")
        check(len(comment) <= LONGEST_COMMENT and "\n" not in comment, f"Comment of {column['Name']} is too long or has lines")
    names = [column["Name"] for column in described]
    check(len(names) == len(set(names)), "a column comes twice", "InvalidInputException")


class Glue:
    """The checks before moto is asked, and what is made of its answer."""

    def __init__(self, region):
        self.backend = glue_backends[DEFAULT_ACCOUNT_ID][region]

    def table(self, request):
        """The table a request is about; None where there is none, of which moto knows what to say."""
        database = self.backend.databases.get(request.get("DatabaseName"))
        name = request.get("TableName") or request.get("TableInput", {}).get("Name")
        return database.tables.get(name) if database else None

    def check(self, operation, request):
        """Raises Refused for what the service refuses and moto does not."""
        check_sizes(operation, request)
        table = self.table(request)
        if table is None:
            return
        if operation == "UpdateTable" and "VersionId" in request:
            current = table.as_dict()["VersionId"]
            planned = request["VersionId"]
            check(planned == current, f"version {planned} is not the current one", "ConcurrentModificationException")
        keys = table.as_dict().get("PartitionKeys", [])
        inputs = request.get("PartitionInputList", []) + [entry["PartitionInput"] for entry in request.get("Entries", [])]
        for partition in inputs + [request[name] for name in ("PartitionInput",) if name in request]:
            fits = len(partition["Values"]) == len(keys)
            check(fits, f"{len(partition['Values'])} values for {len(keys)} partition keys", "InvalidInputException")

    def answered(self, operation, request, answer):
        """The answer as the service would have given it."""
        if operation == "UpdateTable" and request.get("SkipArchive"):
            table = self.table(request)
            for version in [each for each in table.versions if each != table.as_dict()["VersionId"]]:
                table.delete_version(version)
        if operation == "GetPartitions":
            segment = request.get("Segment")
            if segment:
                mine = lambda values: zlib.crc32(json.dumps(values).encode()) % segment["TotalSegments"]
                answer["Partitions"] = [
                    each for each in answer["Partitions"] if mine(each["Values"]) == segment["SegmentNumber"]
                ]
            if request.get("ExcludeColumnSchema"):
                for each in answer["Partitions"]:
                    each.get("StorageDescriptor", {}).pop("Columns", None)
        if operation in PAGES:
            name, most = PAGES[operation]
            begin = int(request.get("NextToken") or 0)
            end = begin + request.get("MaxResults", most)
            if end < len(answer[name]):
                answer["NextToken"] = str(end)
            answer[name] = answer[name][begin:end]
        return answer
