"""Extracts from botocore's model of QuickSight what the operations of connect-lake need: service-model.json.

    pip install botocore==1.44.5
    python3 dashboards/quicksight/model/extract.py > dashboards/quicksight/model/service-model.json

One operation or shape a line, so that a newer botocore shows as a difference that people can read. Texts are left out;
botocore has the license Apache-2.0.
"""

import json
import sys

import botocore
import botocore.loaders

SERVICE = "quicksight"

OPERATIONS = [
    f"{verb}{kind}"
    for kind in ("DataSource", "DataSet", "Theme", "Folder", "Analysis", "Dashboard", "Group")
    for verb in ("Create", "Update", "Describe", "Delete")
] + [
    *(f"List{kinds}" for kinds in ("DataSources", "DataSets", "Themes", "Folders", "Analyses", "Dashboards", "Groups")),
    *(
        f"{verb}{kind}Permissions"
        for kind in ("DataSource", "DataSet", "Theme", "Folder", "Analysis", "Dashboard")
        for verb in ("Describe", "Update")
    ),
    *("RestoreAnalysis", "DescribeAnalysisDefinition", "DescribeDashboardDefinition"),
    *("ListDashboardVersions", "UpdateDashboardPublishedVersion"),
    *("PutDataSetRefreshProperties", "DescribeDataSetRefreshProperties", "DeleteDataSetRefreshProperties"),
    *("CreateRefreshSchedule", "UpdateRefreshSchedule", "DescribeRefreshSchedule", "DeleteRefreshSchedule"),
    *("ListRefreshSchedules", "CreateIngestion", "DescribeIngestion", "ListIngestions", "CancelIngestion"),
    *("CreateFolderMembership", "DeleteFolderMembership", "ListFolderMembers"),
    *("TagResource", "UntagResource", "ListTagsForResource"),
    *("DescribeAccountSubscription", "DescribeAccountSettings", "DescribeNamespace", "DescribeUser"),
]

# Which structures have exactly one of their members, QuickSight mostly says in the text only.
UNION = "this is a union type structure"
# Said of it, and not true: dashboards that QuickSight itself gives have both members, or none.
NO_UNION = {"FilterOperationSelectedFieldsConfiguration"}


def is_union(name, shape):
    said = shape.get("union") or UNION in shape.get("documentation", "").lower()
    # What takes no members at all is told to be one, too: a filter of all sheets.
    return said and shape["members"] and name not in NO_UNION


def kept_member(member):
    return {key: member[key] for key in ("shape", "location", "locationName") if key in member}


def kept(name, shape):
    result = {key: shape[key] for key in ("type", "required", "enum", "min", "max", "pattern") if shape.get(key) not in (None, [])}
    if is_union(name, shape):
        result["union"] = True
    if "members" in shape:
        result["members"] = {key: kept_member(member) for key, member in shape["members"].items()}
    for part in ("member", "key", "value"):
        if part in shape:
            result[part] = shape[part]["shape"]
    return result


def reached(shapes, names):
    """The shapes of these names, and all that are within them."""
    found, left = set(), list(names)
    while left:
        name = left.pop()
        if name in found:
            continue
        found.add(name)
        shape = shapes[name]
        parts = [*shape.get("members", {}).values(), *(shape[part] for part in ("member", "key", "value") if part in shape)]
        left += [part["shape"] for part in parts]
    return found


def extract():
    model = botocore.loaders.Loader().load_service_model(SERVICE, "service-2")
    shapes = model["shapes"]
    operations = {
        name: {
            "method": operation["http"]["method"],
            "uri": operation["http"]["requestUri"],
            "input": operation["input"]["shape"],
            "errors": [error["shape"] for error in operation.get("errors", [])],
        }
        for name, operation in ((name, model["operations"][name]) for name in sorted(OPERATIONS))
    }
    needed = reached(shapes, (operation["input"] for operation in operations.values()))
    errors = {error for operation in operations.values() for error in operation["errors"]}
    return {
        "source": f"botocore {botocore.__version__}, {SERVICE} {model['metadata']['apiVersion']}, Apache-2.0",
        "operations": operations,
        "errors": {name: shapes[name].get("error", {}).get("httpStatusCode", 500) for name in sorted(errors)},
        "shapes": {name: kept(name, shapes[name]) for name in sorted(needed)},
    }


def lines(model):
    """One entry a line."""
    def dumped(value):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)

    yield "{"
    yield f'"source":{dumped(model["source"])},'
    parts = ("operations", "errors", "shapes")
    for part in parts:
        yield f'"{part}":{{'
        yield ",\n".join(f"{dumped(name)}:{dumped(value)}" for name, value in model[part].items())
        yield "}" if part == parts[-1] else "},"
    yield "}"


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines(extract())) + "\n")
