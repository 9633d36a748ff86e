"""shop_buttons.py SHOP ORDER: presses an order's buttons in a real browser, through their whole cycle.

Prints a line a step: the buttons that the page shows. Exits with 1 if a step doesn't come about.
"""

import subprocess
import sys
import time
import urllib.request

from browser import STEP_SECONDS_MAX, press_and_wait, real_browser
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

shop, order = sys.argv[1:3]
page = f"{shop}/orders/{order}"
BUTTONS = ["send-to-erp", "view-invoice", "cancel-invoice"]

browser = real_browser()


def shown():
    return [name for name in BUTTONS if browser.find_elements(By.ID, name)]


def expect(step, buttons):
    """Reloads the page until it shows just these buttons."""
    end = time.monotonic() + STEP_SECONDS_MAX
    while True:
        browser.get(page)
        if shown() == buttons:
            print(f"{step}: {' '.join(buttons) or '-'}", flush=True)
            return
        if time.monotonic() > end:
            print(f"{step}: expected {buttons}, shown {shown()}", flush=True)
            print(browser.find_element(By.TAG_NAME, "body").text, file=sys.stderr)
            sys.exit(1)
        time.sleep(0.2)


def press(name):
    press_and_wait(browser, browser.find_element(By.ID, name))


def set_status(status):
    Select(browser.find_element(By.ID, "status-select")).select_by_visible_text(status)
    press("status-save")


def view_invoice(number):
    """Presses "Vezi factura", which opens a window of its own, and reads what it shows."""
    shop_window = browser.current_window_handle
    link = browser.find_element(By.ID, "view-invoice").get_attribute("href")
    browser.find_element(By.ID, "view-invoice").click()
    WebDriverWait(browser, STEP_SECONDS_MAX).until(lambda _: len(browser.window_handles) == 2)
    browser.switch_to.window(next(w for w in browser.window_handles if w != shop_window))
    WebDriverWait(browser, STEP_SECONDS_MAX).until(lambda _: browser.current_url == link)
    kind = browser.execute_script("return document.contentType")
    print("the browser shows:", kind, flush=True)
    browser.close()
    browser.switch_to.window(shop_window)
    with urllib.request.urlopen(link) as answer:
        text = subprocess.run(
            ["pdftotext", "-", "-"], input=answer.read(), capture_output=True, check=True
        ).stdout.decode()
    print("document shows the number:", number in text, flush=True)


def number():
    return browser.find_element(By.ID, "invoice-number").text


try:
    expect("before", [])
    set_status("Confirmata")
    # The trigger is manual, so the button is what asks for the invoice.
    expect("confirmed", ["send-to-erp"])
    press("send-to-erp")
    expect("invoiced", ["view-invoice", "cancel-invoice"])
    first = number()
    print("number:", first, flush=True)
    view_invoice(first)
    press("cancel-invoice")
    expect("cancelled", ["send-to-erp"])
    press("send-to-erp")
    expect("invoiced again", ["view-invoice", "cancel-invoice"])
    print("another number:", number() != first, flush=True)
finally:
    browser.quit()
