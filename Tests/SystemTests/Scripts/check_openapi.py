"""check_openapi.py SPECIFICATION SANDBOX TOKEN: holds a sandbox to SmartBill's OpenAPI document.

Schemathesis reads the specification, makes requests of it, and judges each answer: its status, its
content type, its body. Beside what it makes, each operation is called so that it succeeds, and some so
that they don't. Prints a line an operation; exits with 1 if an answer doesn't conform.

The specification is the older of SmartBill's two, written for XML. Where the sandbox means to differ
from it, DIFFERENCES says so and why. Each is then left out in turn, and the check must fail, or the
difference is none: so every line of the list is needed, and every one shows that the check can fail.
"""

import argparse
import copy
import json
import sys
import urllib.request

import hypothesis
import schemathesis
from schemathesis.specs.openapi import checks

parser = argparse.ArgumentParser()
parser.add_argument("specification")
parser.add_argument("sandbox")
parser.add_argument("token")
arguments = parser.parse_args()

CIF = "RO12345674"
TODAY = "2026-11-23"
AUTH = ("office@firma.example", arguments.token)
BASE = f"{arguments.sandbox}/SBORO/api"
MADE_REQUESTS_MAX = 12

# The roots that XML has and JSON lacks.
ROOTS = {
    "sbcResponse", "Response", "sbcInvoicePaymentStatusResponse", "sbcSeries", "sbcTaxes", "stocks",
    "invoice", "estimate", "payment", "sendDocumentRequest", "Fault",
}


def objects(node):
    """Every object in the document."""
    if isinstance(node, dict):
        yield node
        for value in list(node.values()):
            yield from objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from objects(value)


def answer(spec, path, method):
    """The schema of an operation's success, its root taken off if it has one."""
    schema = spec["paths"][path][method]["responses"]["200"].setdefault("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    schema = spec["definitions"][name] if name else schema
    properties = schema.get("properties", {})
    root = ROOTS.intersection(properties) if len(properties) == 1 else ()
    return properties[root.pop()] if root else schema


# What no tool can read, or what isn't an operation.

def repair(spec):
    for node in objects(spec):
        # `items` is a list of samples: of each element, the specification means any.
        if isinstance(node.get("items"), list):
            node["items"] = {"anyOf": node["items"]} if len(node["items"]) > 1 else node["items"][0]
    # Pages of the manual: a link for Postman, an online tool.
    del spec["paths"]["/"]
    # Credentials belong to Basic authentication, which the document names as well.
    spec["paths"]["/invoice"]["delete"]["parameters"].pop()
    # The address is the sandbox's.
    spec.pop("host"), spec.pop("schemes")
    # Two definitions that no operation names.
    spec["paths"]["/estimate"]["post"]["responses"]["200"]["schema"] = {
        "$ref": "#/definitions/successResponse"}
    for path in ("/invoice/pdf", "/estimate/pdf"):
        spec["paths"][path]["get"]["produces"] = ["application/octet-stream", "application/json"]


# Where the sandbox means to differ. A function changes the specification to what the sandbox does.

def json_has_no_roots(spec):
    """Wrappers like `sbcResponse` are of XML: JSON is flat in the newer specification, in the plugin, and live."""
    for name, definition in spec["definitions"].items():
        properties = definition.get("properties", {})
        if len(properties) == 1 and ROOTS.intersection(properties):
            spec["definitions"][name] = next(iter(properties.values()))


def seriesname_in_queries(spec):
    """`seriesName` fails live; the newer specification, the plugin and the samples write `seriesname`."""
    spec["parameters"]["SeriesName"]["name"] = "seriesname"


def next_number_is_a_number(spec):
    """A padded text here; a number in the newer specification and live."""
    for name in ("serieChitanta", "serieFactura", "serieProforma"):
        spec["definitions"][name]["properties"]["nextNumber"] = {"type": "integer"}


def document_id_is_a_number(spec):
    """A text here; a number in this operation's own sample and in the newer specification."""
    answer(spec, "/invoice/reverse", "post")["properties"]["documentId"] = {"type": "integer"}


def mail_code_is_a_number(spec):
    """A text here; a number in the newer specification's samples."""
    status = answer(spec, "/document/send", "post")["properties"]["status"]
    status["properties"]["code"] = {"type": "integer"}


def every_answer_has_url(spec):
    """Missing in half the schemas here; a member of the flat envelope live."""
    for path, operations in spec["paths"].items():
        for method in operations:
            properties = answer(spec, path, method).get("properties", {})
            if "series" in properties and path != "/payment/text":
                properties["url"] = {"type": "string"}


def payment_status_tells_paid(spec):
    """`paid` is in the text and in another definition here, and live."""
    properties = answer(spec, "/invoice/paymentstatus", "get")["properties"]
    properties["paid"] = {"type": "boolean"}


def printer_text_has_no_number(spec):
    """`{errorText, message}` in the newer specification."""
    properties = answer(spec, "/payment/text", "get")["properties"]
    del properties["number"], properties["series"]


def fiscal_receipts_have_an_id(spec):
    """A `Bon` answers its `id`, which `/payment/text` takes; its text says so, its schema doesn't."""
    schema = answer(spec, "/payment", "post")
    schema["properties"]["id"] = {"type": "string"}
    schema["optional"] = ["id"]


def payments_are_deleted_by_what_they_are(spec):
    """The parameters are those of another operation here; the text beside them has the right ones."""
    names = ["paymentType", "invoiceSeries", "invoiceNumber"]
    spec["paths"]["/payment/v2"]["delete"]["parameters"] = [{"$ref": "#/parameters/Cif"}] + [
        {"name": name, "in": "query", "type": "string", "required": True} for name in names]


def failures_have_statuses(spec):
    """Only 200 is listed for an operation here; the manual's table lists the others."""
    business = {"schema": {"$ref": "#/definitions/refusal"}}
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            for status in ("400", "401", "403", "404", "410", "415"):
                operation["responses"][status] = {"description": "", **business}


def request_errors_are_their_own(spec):
    """The strict mapper's `errors[]`, the 401 and the mail's `status` have shapes that aren't here."""
    text, flag, number = {"type": "string"}, {"type": "boolean"}, {"type": "integer"}
    flat = {name: text for name in ("errorText", "message", "number", "series", "url")}
    created = {"documentUrl": text, "documentViewUrl": text, "documentId": number}
    entry = {"code": text, "message": text, "docUrl": text, "param": text}
    shapes = [
        flat, flat | created, flat | {"paid": flag}, flat | {"areInvoicesCreated": flag},
        {"status": number, "type": text, "instance": text,
         "errors": {"type": "array", "items": exactly(entry, optional=["param"])}},
        {"status": exactly({"code": number, "message": text})},
        {"key": text, "successfully": flag, "errorText": text, "errorCode": text, "message": text,
         "operationExecuted": flag, "cooldown": number, "needsConsent": flag, "id": text,
         "documentNumber": text},
    ]
    spec["definitions"]["refusal"] = {"anyOf": [exactly(shape) for shape in shapes]}


def unknown_pdf_is_a_gateway_page(spec):
    """502 and HTML in the newer specification and live; a refusal in JSON here."""
    operation = spec["paths"]["/invoice/pdf"]["get"]
    operation["responses"]["502"] = {"description": ""}
    operation["produces"].append("text/html")


def unknown_printer_text_breaks_the_server(spec):
    """500 and HTML in the newer specification."""
    operation = spec["paths"]["/payment/text"]["get"]
    operation["responses"]["500"] = {"description": ""}
    operation["produces"].append("text/html")


def uninvoiced_estimates_list_nothing(spec):
    """200 with an errorText, and no list, in the newer specification."""
    answer(spec, "/estimate/invoices", "get")["optional"] = ["invoices"]


DIFFERENCES = [
    json_has_no_roots, seriesname_in_queries, next_number_is_a_number, document_id_is_a_number,
    mail_code_is_a_number, every_answer_has_url, payment_status_tells_paid,
    printer_text_has_no_number, fiscal_receipts_have_an_id, payments_are_deleted_by_what_they_are,
    failures_have_statuses, request_errors_are_their_own, unknown_pdf_is_a_gateway_page,
    unknown_printer_text_breaks_the_server, uninvoiced_estimates_list_nothing,
]


# The specification requires no member of an answer and forbids none. So it would let anything pass;
# here every member that it names must be there, and no other may.

def exactly(properties, optional=()):
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required,
            "additionalProperties": False}


def tighten(spec):
    def tightened(schema):
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            return tightened(spec["definitions"][name])
        if "properties" in schema and "required" not in schema:
            properties = {name: tightened(value) for name, value in schema["properties"].items()}
            return exactly(properties, schema.get("optional", ()))
        if "items" in schema:
            return schema | {"items": tightened(schema["items"])}
        if "anyOf" in schema:
            return schema | {"anyOf": [tightened(choice) for choice in schema["anyOf"]]}
        return schema

    for operations in spec["paths"].values():
        for operation in operations.values():
            for response in operation["responses"].values():
                if "schema" in response:
                    response["schema"] = tightened(response["schema"])


with open(arguments.specification, encoding="utf-8") as file:
    specification = json.load(file)


def changed(without=None):
    """The specification as the sandbox means to keep it, but for one difference."""
    spec = copy.deepcopy(specification)
    # Until a difference says more, a refusal is what the specification has for one.
    spec["definitions"]["refusal"] = spec["definitions"]["errorResponse"]
    repair(spec)
    for difference in DIFFERENCES:
        if difference is not without:
            difference(spec)
    tighten(spec)
    return schemathesis.openapi.from_dict(spec)


CHECKS = [
    checks.status_code_conformance, checks.content_type_conformance,
    checks.response_schema_conformance, checks.response_headers_conformance,
]


def judge(case, failures, wanted=None):
    response = case.call(base_url=BASE, auth=AUTH)
    name = f"{case.operation.method.upper()} {case.operation.path}"
    try:
        case.validate_response(response, checks=CHECKS)
        if wanted is not None and response.status_code != wanted:
            raise AssertionError(f"answered {response.status_code}: {response.text[:200]}")
    except BaseExceptionGroup as failure:
        failures.setdefault(name, "; ".join(str(one) for one in failure.exceptions))
    except Exception as failure:
        failures.setdefault(name, str(failure))
    return response


# Each operation, so that it succeeds.

buyer = {"name": "Ion Popescu", "country": "Romania", "email": "ion@example.org"}
line = {"name": "Cafea", "code": "CAF", "measuringUnitName": "buc", "currency": "RON", "quantity": 2,
        "price": 50, "taxName": "Normala", "taxPercentage": 21}
document = {"companyVatCode": CIF, "issueDate": TODAY, "client": buyer, "products": [line]}
invoice = {"cif": CIF, "seriesname": "FCT", "number": "0001"}
estimate = {"cif": CIF, "seriesname": "PRF", "number": "0001"}
receipt = {"cif": CIF, "seriesname": "CH", "number": "0001"}
payment = {"companyVatCode": CIF, "issueDate": TODAY, "client": buyer, "value": 21}
conversion = {"companyVatCode": CIF, "seriesName": "FCT", "useEstimateDetails": True,
              "estimate": {"seriesName": "PRF", "number": "0001"}}
mail = {"companyVatCode": CIF, "seriesName": "FCT", "number": "0001", "type": "factura"}
bon = payment | {"type": "Bon", "products": [line], "returnFiscalPrinterText": True}

SUCCESSES = [
    ("GET", "/tax", {"query": {"cif": CIF}}),
    ("GET", "/series", {"query": {"cif": CIF}}),
    ("GET", "/stocks", {"query": {"cif": CIF, "date": TODAY}}),
    ("POST", "/invoice", {"body": document | {"seriesName": "FCT"}}),
    ("GET", "/invoice/paymentstatus", {"query": invoice}),
    ("GET", "/invoice/pdf", {"query": invoice}),
    ("PUT", "/invoice/cancel", {"query": invoice}),
    ("PUT", "/invoice/restore", {"query": invoice}),
    ("POST", "/payment", {"body": payment | {"type": "Ordin plata", "useInvoiceDetails": True,
                          "invoicesList": [{"seriesName": "FCT", "number": "0001"}]}}),
    ("DELETE", "/payment/v2", {"query": {
        "cif": CIF, "paymentType": "Ordin plata", "invoiceSeries": "FCT", "invoiceNumber": "0001"}}),
    ("POST", "/payment", {"body": payment | {"type": "Chitanta", "seriesName": "CH"}}),
    ("DELETE", "/payment/chitanta", {"query": receipt}),
    ("POST", "/payment", {"body": bon}),
    ("GET", "/payment/text", {"query": {"cif": CIF, "id": None}}),
    ("POST", "/invoice/reverse", {"body": {
        "companyVatCode": CIF, "seriesName": "FCT", "number": "0001"}}),
    ("DELETE", "/invoice", {"query": invoice | {"number": "0002"}}),
    ("POST", "/estimate", {"body": document | {"seriesName": "PRF"}}),
    ("GET", "/estimate/pdf", {"query": estimate}),
    ("GET", "/estimate/invoices", {"query": estimate}),
    ("PUT", "/estimate/cancel", {"query": estimate}),
    ("PUT", "/estimate/restore", {"query": estimate}),
    ("POST", "/invoice", {"body": conversion}),
    ("GET", "/estimate/invoices", {"query": estimate}),
    ("DELETE", "/estimate", {"query": estimate}),
    ("POST", "/document/send", {"body": mail}),
]

REFUSALS = [
    (400, "POST", "/invoice", {"body": document | {"seriesName": "X"}}),
    (400, "POST", "/invoice", {"body": document | {"seriesName": "FCT", "colour": "red"}}),
    (401, "POST", "/invoice", {"body": document | {"seriesName": "FCT", "companyVatCode": "RO1"}}),
    (400, "POST", "/document/send", {"body": mail | {"number": "9999"}}),
    (502, "GET", "/invoice/pdf", {"query": invoice | {"number": "9999"}}),
    (400, "GET", "/estimate/pdf", {"query": estimate | {"number": "9999"}}),
    (410, "GET", "/estimate/invoices", {"query": estimate | {"number": "9999"}}),
    (500, "GET", "/payment/text", {"query": {"cif": CIF, "id": "x"}}),
    (400, "PUT", "/invoice/cancel", {"query": invoice | {"number": "9999"}}),
]


def call_by_hand(schema, failures):
    receipt_id = None
    for wanted, method, path, parts in [(200, *success) for success in SUCCESSES] + REFUSALS:
        parts = copy.deepcopy(parts)
        if parts.get("query", {}).get("id", "") is None:
            parts["query"]["id"] = receipt_id
        if "body" in parts:
            parts["media_type"] = "application/json"
        operation = schema[path][method]
        if "query" in parts:
            # Under the names that the specification has, in its spelling.
            values = {name.lower(): value for name, value in parts["query"].items()}
            names = [parameter.name for parameter in operation.query]
            parts["query"] = {
                name: values[name.lower()] for name in names if name.lower() in values}
        response = judge(operation.Case(**parts), failures, wanted)
        if parts.get("body", {}).get("type") == "Bon" and response.status_code == 200:
            receipt_id = response.json()["id"]


def at_home(case):
    """Sent to a company and a series that there are."""
    if isinstance(case.body, dict):
        case.body |= {"companyVatCode": CIF}
        case.body |= {"seriesName": "FCT"} if "seriesName" in case.body else {}
    if case.query and "cif" in case.query:
        case.query["cif"] = CIF
    return case


def call_as_made(schema, failures):
    """What Schemathesis makes of each operation: always the same, of what the specification allows."""
    for operation in (found.ok() for found in schema.get_all_operations()):
        @hypothesis.settings(
            max_examples=MADE_REQUESTS_MAX, derandomize=True, database=None, deadline=None,
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck))
        @hypothesis.given(operation.as_strategy())
        def made(case):
            # The sandbox takes JSON only (smartbill-api.md §1): XML is for 415.
            judge(at_home(case), failures)

        made()


def reset():
    urllib.request.urlopen(
        urllib.request.Request(f"{arguments.sandbox}/_sandbox/reset", method="POST")).close()


failures = {}
schema = changed()
call_by_hand(schema, failures)
call_as_made(schema, failures)
called = {(method, path) for method, path, _ in SUCCESSES}
for operation in (found.ok() for found in schema.get_all_operations()):
    name = f"{operation.method.upper()} {operation.path}"
    if (operation.method.upper(), operation.path) not in called:
        failures.setdefault(name, "never called so that it succeeds")
    print(f"{name}: {'fails' if name in failures else 'conforms'}", flush=True)
for name, failure in failures.items():
    print(f"--- {name}\n{failure}", file=sys.stderr)

for difference in DIFFERENCES:
    reset()
    caught = {}
    try:
        call_by_hand(changed(without=difference), caught)
    except Exception as failure:
        caught["*"] = str(failure)
    print(f"without {difference.__name__}: {'fails' if caught else 'conforms'}", flush=True)
    if not caught:
        failures[difference.__name__] = "is no difference"
sys.exit(1 if failures else 0)
