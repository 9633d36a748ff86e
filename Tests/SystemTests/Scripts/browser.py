"""A real browser for the scripts that press a page's buttons."""

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait

STEP_SECONDS_MAX = 300


def real_browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]:
        options.add_argument(argument)
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def press_and_wait(browser, button):
    """Clicks, and waits for the page that the shop answers with: leaving earlier would undo it."""
    page_before = browser.find_element(By.TAG_NAME, "html")
    button.click()
    WebDriverWait(browser, STEP_SECONDS_MAX).until(staleness_of(page_before))
