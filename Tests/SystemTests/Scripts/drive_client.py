"""drive_client.py SANDBOX TOKEN: does everything that the public client smartbill-rest-sdk can, against a sandbox.

Prints a line an operation, with what it answered. The client spells the query `seriesName`: a sandbox
that wasn't told to take that refuses such a call, and the line says so.
"""

import base64
import sys

from smartbill_sdk import Client, EmailDocument, Estimate, Invoice, InvoiceRef, Payment
from smartbill_sdk import Product, SmartBillAPIError, SmartBillClient, StornoRequest

sandbox, token = sys.argv[1:3]
CIF = "RO12345674"
TODAY = "2026-11-23"
buyer = Client(
    name="Ion Popescu", country="Romania", city="Iasi", county="Iasi", vat_code="RO99",
    email="ion@example.org")


def product(**more):
    values = dict(
        name="Cafea", code="CAF", quantity=2, price=50, measuring_unit_name="buc",
        currency="RON", tax_name="Normala", tax_percentage=21)
    return Product(**(values | more))


def invoice(**more):
    return Invoice(
        company_vat_code=CIF, series_name="FCT", issue_date=TODAY, client=buyer,
        products=[product()], **more)


def text(line):
    return base64.b64encode(line.encode()).decode()


def step(name, call, show):
    try:
        print(f"{name}: {show(call())}", flush=True)
    except SmartBillAPIError as refusal:
        reason = refusal.error_text.splitlines()[0]
        print(f"{name}: refused {refusal.status_code} {reason}", flush=True)


def watched(service, undriven):
    """The service, whose operations take themselves off a list when they are called."""
    names = [name for name in dir(service) if not name.startswith("_")]
    # Each has an asynchronous twin, `acreate` beside `create`, that makes the same request.
    for name in [name for name in names if "a" + name in names]:
        operation, label = getattr(service, name), f"{type(service).__name__}.{name}"

        def call(*values, _operation=operation, _label=label, **named):
            undriven.discard(_label)
            return _operation(*values, **named)

        undriven.add(label)
        setattr(service, name, call)


def numbered(answer):
    return f"{answer.series} {answer.number}"


def message(answer):
    return answer.message


def pdf(content):
    return content[:5].decode()


with SmartBillClient(
    username="office@firma.example", token=token, base_url=f"{sandbox}/SBORO/api/"
) as client:
    undriven = set()
    for service in (
        client.invoices, client.estimates, client.payments, client.email, client.taxes,
        client.stocks,
    ):
        watched(service, undriven)
    operations = len(undriven)
    invoices, estimates, payments = client.invoices, client.estimates, client.payments

    step("taxes", lambda: client.taxes.taxes(CIF), lambda a: f"{a.taxes[0].name} {a.taxes[0].percentage}")
    step("series", lambda: client.series.series(CIF), lambda a: " ".join(s.name for s in a.list))
    step("stocks", lambda: client.stocks.get(CIF, TODAY, warehouse_name="Depozit"), lambda a: a.list)

    step("create", lambda: invoices.create(invoice()), numbered)
    step("payment status", lambda: invoices.payment_status(CIF, "FCT", "0001"), lambda a: a.unpaid_amount)
    step("pdf", lambda: invoices.pdf(CIF, "FCT", "0001"), pdf)
    step("cancel", lambda: invoices.cancel(CIF, "FCT", "0001"), message)
    step("restore", lambda: invoices.restore(CIF, "FCT", "0001"), message)
    storno = StornoRequest(company_vat_code=CIF, series_name="FCT", number="0001")
    step("reverse", lambda: invoices.reverse(storno), numbered)
    step("delete", lambda: invoices.delete(CIF, "FCT", "0002"), message)

    estimate = Estimate(
        company_vat_code=CIF, series_name="PRF", issue_date=TODAY, client=buyer,
        products=[product()])
    step("estimate", lambda: estimates.create(estimate), numbered)
    step("estimate pdf", lambda: estimates.pdf(CIF, "PRF", "0001"), pdf)
    step("estimate cancel", lambda: estimates.cancel(CIF, "PRF", "0001"), message)
    step("estimate restore", lambda: estimates.restore(CIF, "PRF", "0001"), message)
    # The client takes any filled errorText for a refusal; here it is the answer.
    step("not invoiced", lambda: estimates.invoices_status(CIF, "PRF", "0001"), lambda a: a)
    converted = invoice(
        use_estimate_details=True, estimate=InvoiceRef(series_name="PRF", number="0001"))
    step("convert", lambda: invoices.create(converted), numbered)
    step(
        "invoiced", lambda: estimates.invoices_status(CIF, "PRF", "0001"),
        lambda a: f"{a.invoices[0].series_name} {a.invoices[0].number}")
    step("estimate again", lambda: estimates.create(estimate), numbered)
    step("estimate delete", lambda: estimates.delete(CIF, "PRF", "0002"), message)

    def paying(**more):
        return Payment(company_vat_code=CIF, issue_date=TODAY, **more)

    of_invoice = dict(
        use_invoice_details=True, invoices_list=[InvoiceRef(series_name="FCT", number="0001")])
    step("card", lambda: payments.create(paying(type="Card", value=21, **of_invoice)),
         lambda a: a.number or "-")
    step(
        "delete card",
        lambda: payments.delete_other(
            CIF, payment_type="Card", invoice_series="FCT", invoice_number="0001"), message)
    receipt = paying(type="Chitanta", series_name="CH", **of_invoice)
    step("receipt", lambda: payments.create(receipt), numbered)
    step("delete receipt", lambda: payments.delete_chitanta(CIF, "CH", "0001"), message)
    bon = paying(type="Bon", products=[product()], received_cash=121, return_fiscal_printer_text=True)
    bons = []
    step("bon", lambda: bons.append(payments.create(bon)) or bons[0], lambda a: a.number)
    step(
        "bon text", lambda: payments.fiscal_receipt_text(CIF, bons[0].id),
        lambda a: base64.b64decode(a.message).decode().splitlines()[-1])

    mail = EmailDocument(
        company_vat_code=CIF, series_name="FCT", number="0001", type="factura",
        to="ion@example.org", subject=text("Factura"), body_text=text("Buna ziua"))
    step("send", lambda: client.email.send(mail), lambda a: f"{a.status.code} {a.status.message}")

    left_out = " ".join(sorted(undriven)) or "-"
    print(f"driven: {operations - len(undriven)} operations; left out: {left_out}")
