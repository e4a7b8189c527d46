"""The actions that CloudFormation asks for each type of resource, as the schemas of the types say: for a deployer's policy.

Run with the types of the templates, in a Python that has cfn-lint, which brings these schemas; `npm run test:infra` does so:

    python extract.py AWS::S3::Bucket … > actions.json
"""

import json
import sys
from pathlib import Path

import cfnlint

# What a deployment makes, reads, changes and removes. Nobody lists here.
DONE = ("create", "read", "update", "delete")

# Types whose schema names no actions: what their service asks for, by its reference of actions.
UNNAMED = {
    "AWS::LakeFormation::Resource": [
        "iam:GetRole",
        "iam:PassRole",
        "lakeformation:DeregisterResource",
        "lakeformation:DescribeResource",
        "lakeformation:RegisterResource",
        "lakeformation:UpdateResource",
    ],
}

data = Path(cfnlint.__file__).parent / "data"
schemas = data / "schemas"
reference = json.loads((data / "AdditionalSpecs" / "Policies.json").read_text())
region = json.loads((schemas / "providers" / "us-east-1.json").read_text())


def known(action: str) -> bool:
    """Whether the reference of actions has it: some schemas name operations, which no policy knows, and IAM computes none of."""
    service, name = action.lower().split(":", 1)
    return name in reference.get(service, {}).get("Actions", {})


def actions(kind: str) -> list[str]:
    schema = json.loads((schemas / "resources" / f"{region[kind]}.json").read_text())
    handlers = schema.get("handlers", {})
    named = {each for done in DONE for each in handlers.get(done, {}).get("permissions", [])}
    found = {each for each in named if known(each)}
    if not found and kind not in UNNAMED:
        sys.exit(f"the schema of {kind} names no actions: add what it needs to UNNAMED")
    if found and kind in UNNAMED:
        sys.exit(f"the schema of {kind} names its actions now: take it out of UNNAMED")
    return sorted(found or UNNAMED[kind])


json.dump({kind: actions(kind) for kind in sorted(sys.argv[1:])}, sys.stdout, indent=2)
print()
