"""Takes the pictures in Chromium, and keeps them small."""

import io
from pathlib import Path

from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.screenshots.pictures import PICTURES, Picture, Scheme
from benchmarks.screenshots.site import Site

CHROMIUM = "/usr/bin/chromium"
#: Of WebP: small letters stay sharp.
_QUALITY = 84


def take(address: str, site: Site, out: Path, wanted: set[str]) -> None:
    """All, or those whose names are wanted."""
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--mute-audio", "--disable-gpu"]
        )
        for picture in PICTURES:
            if not wanted or picture.name in wanted:
                _take_one(browser, address, site, picture, out)
        browser.close()
    print(f"{sum(path.stat().st_size for path in out.glob('*.webp')) / 1e6:.2f} MB in {out}")


def _take_one(browser: Browser, address: str, site: Site, picture: Picture, out: Path) -> None:
    page = _open(browser, address, site, picture)
    for scheme in picture.schemes:
        page.emulate_media(color_scheme=scheme)
        shot = page.screenshot(animations="disabled")
        _keep(shot, out / _file_name(picture, scheme))
    page.context.close()


def _file_name(picture: Picture, scheme: Scheme) -> str:
    return f"{picture.name}{'-dark' if scheme == 'dark' else ''}.webp"


def _open(browser: Browser, address: str, site: Site, picture: Picture) -> Page:
    width, height = picture.size
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    cookies = {settings.LANGUAGE_COOKIE_NAME: picture.language}
    if picture.who:
        cookies[settings.SESSION_COOKIE_NAME] = site.sessions[picture.who]
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    page = context.new_page()
    page.goto(address + site.paths.get(picture.at, picture.at), wait_until="load")
    if picture.video_s is not None:
        _show_moment(page, picture.video_s)
    if picture.scroll_to:
        page.locator(picture.scroll_to).evaluate("element => element.scrollIntoView()")
    return page


def _show_moment(page: Page, at_s: float) -> None:
    page.locator("video").first.evaluate(
        """(video, at_s) => new Promise(done => {
          video.addEventListener("seeked", () => setTimeout(done, 300), { once: true });
          const seek = () => { video.currentTime = at_s; };
          video.readyState ? seek() : video.addEventListener("loadedmetadata", seek, { once: true });
        })""",
        at_s,
    )


def _keep(shot: bytes, path: Path) -> None:
    Image.open(io.BytesIO(shot)).convert("RGB").save(path, quality=_QUALITY, method=6)
