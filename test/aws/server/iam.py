"""What IAM computes of a role's own policies, which moto does not: an explicit denial wins, and what nobody allows is denied."""
import json
from fnmatch import fnmatchcase
from urllib.parse import parse_qs, unquote
from xml.sax.saxutils import escape

from moto.core import DEFAULT_ACCOUNT_ID
from moto.iam.models import iam_backends

NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/"


def listed(value):
    return value if isinstance(value, list) else [value]


def statements_of(role):
    for document in role.policies.values():
        yield from listed(json.loads(unquote(document))["Statement"])


def decision(statements, action, resource):
    """Conditions are not looked at: no policy of a test has any."""
    fits = [
        statement["Effect"]
        for statement in statements
        if any(fnmatchcase(action.lower(), each.lower()) for each in listed(statement["Action"]))
        and any(fnmatchcase(resource, each) for each in listed(statement["Resource"]))
    ]
    return "explicitDeny" if "Deny" in fits else "allowed" if "Allow" in fits else "implicitDeny"


def simulated(body):
    """The status line and the body of the answer to SimulatePrincipalPolicy; None where something else was asked."""
    form = parse_qs(body.decode("latin-1"))
    if form.get("Action") != ["SimulatePrincipalPolicy"]:
        return None
    members = lambda name: [form[key][0] for key in form if key.startswith(f"{name}.member.")]
    arn = form["PolicySourceArn"][0]
    name = arn.rpartition("/")[2]
    roles = {role.name: role for role in iam_backends[DEFAULT_ACCOUNT_ID]["aws"].roles.values()}
    if name not in roles:
        said = f"<Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>The entity {escape(arn)} cannot be found.</Message></Error>"
        return "404 Error", f'<ErrorResponse xmlns="{NAMESPACE}">{said}</ErrorResponse>'.encode()
    statements = list(statements_of(roles[name]))
    results = "".join(
        f"<member><EvalActionName>{action}</EvalActionName><EvalResourceName>{escape(resource)}</EvalResourceName>"
        f"<EvalDecision>{decision(statements, action, resource)}</EvalDecision></member>"
        for action in members("ActionNames")
        for resource in members("ResourceArns") or ["*"]
    )
    result = f"<IsTruncated>false</IsTruncated><EvaluationResults>{results}</EvaluationResults>"
    whole = f"<SimulatePrincipalPolicyResult>{result}</SimulatePrincipalPolicyResult>"
    return "200 OK", f'<SimulatePrincipalPolicyResponse xmlns="{NAMESPACE}">{whole}</SimulatePrincipalPolicyResponse>'.encode()
