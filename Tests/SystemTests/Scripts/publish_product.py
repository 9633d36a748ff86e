"""publish_product.py SHOP CODE PRICE: publishes a hidden product in a real browser, as a person does.

Tries it first without a price. Prints a line a step: where the product stands, and what is said.
"""

import sys

from browser import press_and_wait, real_browser
from selenium.webdriver.common.by import By

shop, code, price = sys.argv[1:4]
browser = real_browser()


def show(step):
    for place, table in zip(["on the shelf", "hidden"], browser.find_elements(By.TAG_NAME, "table")):
        codes = [element.text for element in table.find_elements(By.TAG_NAME, "code")]
        if code in codes:
            print(f"{step}: {place}")
    for alert in browser.find_elements(By.CSS_SELECTOR, "[role=alert]"):
        print(f"{step}: {alert.text}")


def form(end):
    return browser.find_element(By.CSS_SELECTOR, f"form[action='/products/{code}/{end}']")


def press(end):
    press_and_wait(browser, form(end).find_element(By.TAG_NAME, "button"))


try:
    browser.get(f"{shop}/products")
    show("before")
    press("publish")
    show("without a price")
    browser.get(f"{shop}/products")
    form("price").find_element(By.NAME, "price").send_keys(price)
    press("price")
    press("publish")
    show("published")
finally:
    browser.quit()
