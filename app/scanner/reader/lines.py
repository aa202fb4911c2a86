"""Draws one line of print of a carte grise as the scanner cuts it out of a sheet, with its text."""

import glob
import io
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFont, ImageFilter

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
CHARS = LETTERS + DIGITS + " -/.'<*&+(),:°eÉÈÊËÀÂÇÔÎÏÙÛÜ"
HEIGHT = 40
CAP = 24.0          # pixels of a capital on the sheet
PITCH = 24.0        # 2.0 mm at 12 px/mm


def fonts(folder):
    skip = ("italic", "liberationsans", "liberationserif", "largelineheight", "noloopk", "condensed", "otf/fantasque", "ocrbe.", "ocrbf", "ocrbl.", "ocrbx")
    found = []
    for path in sorted(glob.glob(folder + "/**/*", recursive=True)):
        low = path.lower()
        if low.endswith((".ttf", ".otf", ".woff")) and not any(s in low for s in skip):
            found.append(path)
    return found


class Dice(random.Random):
    def some(self, alphabet, least, most):
        return "".join(self.choice(alphabet) for _ in range(self.randint(least, most)))


SYLLABLES = "BA BE BI BO BU CA CE CHA CHE CO DA DE DI DU FA FE FI FON GA GE GUI GRA HA HE JA JE JO KA KER LA LE LI LO LU MA ME MI MON MOU NA NE NI NO OU PA PE PI PLE PO PRE QUE RA RE RI RO ROU RU SA SE SI SO SY TA TE TI TO TRE TU VA VE VI VO WA WIL XA YA YVE ZA ZE ER ET EL EN IN ON AN AU EAU OT ART AND ENS IER ETTE INE OIS ARD LET".split()
MAKES = "RENAULT PEUGEOT CITROEN DACIA VOLKSWAGEN FORD OPEL TOYOTA NISSAN FIAT BMW AUDI MERCEDES MERCEDES-BENZ HYUNDAI KIA SEAT SKODA SUZUKI MINI VOLVO MAZDA HONDA JEEP TESLA IVECO MAN SCANIA YAMAHA KAWASAKI PIAGGIO DS SMART LAND-ROVER MG CUPRA ALFA-ROMEO MITSUBISHI LEXUS PORSCHE".split()
MODELS = "CLIO MEGANE CAPTUR KANGOO MASTER TRAFIC 208 308 2008 3008 PARTNER BOXER C3 C4 BERLINGO JUMPY SANDERO DUSTER LOGAN GOLF POLO TIGUAN PASSAT T-ROC FIESTA FOCUS PUMA KUGA TRANSIT CORSA ASTRA MOKKA YARIS COROLLA AYGO C-HR QASHQAI JUKE 500 PANDA DUCATO SERIE-1 X1 A3 A4 Q3 CLASSE-A I20 TUCSON PICANTO SPORTAGE IBIZA LEON OCTAVIA FABIA SWIFT COOPER XC40 CX-5 JAZZ RENEGADE MODEL-3 DAILY TGE".split()
GENRES = "CAM CL CTTE CYCL MAGA MIAR MTL MTT1 MTT2 QM REA REM RESP RETC SRAT SREA SREM SRSP SRTC TCP TM TRA TRR VASP VP".split()
BODIES = "CI BREAK DERIV BB FOURGON CARAVANE AMBULAN SOLO BEN-AMO PLATEAU CTSOLO TRICYCLE CABR COUPE HANDICAP".split()
FUELS = "ES GO EL EH EE GH GL FE EG GN GP ET FN H2 PL".split()
WAYS = "RUE AVENUE BOULEVARD IMPASSE CHEMIN PLACE ALLEE ROUTE QUAI SQUARE COURS LOTISSEMENT RESIDENCE LIEU-DIT ZA BAT APPT HAMEAU VOIE RUELLE".split()


def word(d):
    return "".join(d.choice(SYLLABLES) for _ in range(d.randint(1, 4)))


def name(d):
    parts = [word(d) for _ in range(d.choice([1, 1, 1, 2, 2, 3]))]
    if d.random() < 0.1:
        parts.insert(0, d.choice(["LE", "DE", "DA", "DU", "EL", "BEN", "VAN", "D'" + word(d), "L'" + word(d)]))
    text = d.choice([" ", " ", "-"]).join(parts)
    if d.random() < 0.06:
        text = accents(d, text)
    return text


def accents(d, text):
    put = {"E": "ÉÈÊË", "A": "ÀÂ", "C": "Ç", "O": "Ô", "I": "ÎÏ", "U": "ÙÛÜ"}
    return "".join(d.choice(put[c]) if c in put and d.random() < 0.4 else c for c in text)


VIN = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
PLATE = "ABCDEFGHJKLMNPQRSTVWXYZ"


def date(d):
    return f"{d.randint(1,31):02}/{d.randint(1,12):02}/{d.randint(1985,2027)}"


def mrz(d):
    if d.random() < 0.5:
        plate = d.some(PLATE, 2, 2) + d.some(DIGITS, 3, 3) + d.some(PLATE, 2, 2)
        day = f"{d.randint(0,99):02}{d.randint(1,12):02}{d.randint(1,28):02}"
        return "CRFRA" + plate + d.some(DIGITS, 1, 1) + d.some(VIN, 17, 17) + d.some(DIGITS, 1, 1) + day + d.some(DIGITS, 1, 1) + d.choice(GENRES)[:4].ljust(4, "<") + "<<"
    body, make, model = d.choice(BODIES)[:4].ljust(4, "<"), d.choice(MAKES)[:14], d.choice(MODELS)[:13]
    clean = lambda t: "".join(c if c in LETTERS + DIGITS else "<" for c in t)
    return body + clean(make).ljust(14, "<") + clean(model).ljust(13, "<") + str(d.randint(2004, 2026)) + d.some(PLATE, 2, 2) + d.some(DIGITS, 5, 5) + d.some(DIGITS, 2, 2)


def text(d):
    kind = d.random()
    if kind < 0.16:
        return d.some(VIN, 17, 17) if d.random() < 0.7 else d.some(LETTERS + DIGITS, 10, 17)
    if kind < 0.24:
        sep = d.choice(["-", "-", "-", " ", ""])
        if d.random() < 0.9:
            return d.some(PLATE, 2, 2) + sep + d.some(DIGITS, 3, 3) + sep + d.some(PLATE, 2, 2)
        return d.some(DIGITS, 2, 4) + " " + d.some(LETTERS, 2, 3) + " " + d.some(DIGITS, 2, 2)
    if kind < 0.31:
        return date(d)
    if kind < 0.39:
        return d.choice([lambda: str(d.randint(0, 9)), lambda: str(d.randint(10, 99)), lambda: str(d.randint(100, 9999)),
                         lambda: f"{d.randint(0,99)}.{d.randint(0,9)}", lambda: f"{d.randint(0,99)},{d.randint(0,99):02}", lambda: str(d.randint(40, 3500)),
                         lambda: f"({date(d)})", lambda: d.choice(DIGITS) + d.choice(LETTERS)])()
    if kind < 0.53:                         # D.2, D.2.1: printed once
        n = d.randint(5, 16)
        t = d.some(LETTERS + DIGITS, n, n) if d.random() < 0.75 else d.choice(["M10", "M1G", "N10", "L3E"]) + d.some(LETTERS, 3, 3) + d.choice(["VP", "CT", "MT", ""]) + d.some(LETTERS + DIGITS, 5, 9)
        if d.random() < 0.25 and len(t) > 4:
            i = d.randint(1, len(t) - 2)
            t = t[:i] + d.choice("-/ ") + t[i + 1:]
        return t
    if kind < 0.60:
        return f"e{d.randint(1,49)}*{d.choice(['2001/116','98/14','2007/46','2018/858','70/156','KS07/46','168/2013'])}*{d.randint(0,9999):04}*{d.randint(0,40):02}" if d.random() < 0.8 else d.choice(["EURO 5", "EURO 6", "EURO6 AX", "70/220*2003/76EURO4", "715/2007*2016/646EURO6"]) + d.some(LETTERS + DIGITS, 0, 4)
    if kind < 0.65:
        return d.choice(GENRES + BODIES + FUELS + ["VP", "ES", "GO"])
    if kind < 0.70:
        return d.choice(MAKES)
    if kind < 0.76:
        return " ".join([d.choice(MODELS)] + ([d.some(LETTERS + DIGITS, 1, 8)] if d.random() < 0.4 else []))
    if kind < 0.84:
        return name(d)
    if kind < 0.92:
        if d.random() < 0.5:
            return f"{d.randint(1,250)}{d.choice(['','','',' BIS',' TER',' B'])} {d.choice(WAYS)} {d.choice(['','DE ','DES ','DU ','DE LA ',chr(76)+chr(39)])}{name(d)}"
        return f"{d.randint(1000,98999):05} {name(d)}" + d.choice(["", "", " CEDEX", f" CEDEX {d.randint(1,20)}"])
    if kind < 0.95:
        return str(d.randint(2004, 2026)) + d.some(PLATE, 2, 2) + d.some(DIGITS, 5, 5)
    if kind < 0.98:
        return mrz(d)
    return d.some(LETTERS + DIGITS + "-/.' &", 1, 20).strip() or "A"


def blurred(image, sigma):
    return image.filter(ImageFilter.GaussianBlur(sigma)) if sigma > 0.05 else image


class Drawer:
    def __init__(self, folder, seed):
        self.dice = Dice(seed)
        self.noise = np.random.default_rng(seed)
        self.paths = fonts(folder)
        self.ocrb = [p for p in self.paths if "ocrb" in p.lower()]
        self.cache = {}

    def font(self, path, size):
        key = (path, size)
        if key not in self.cache:
            if len(self.cache) > 400:
                self.cache.clear()
            font = ImageFont.truetype(path, size)
            box = font.getbbox("H", anchor="ls")
            self.cache[key] = (font, max(-box[1], 1))
        return self.cache[key]

    def sized(self, path, cap):
        """A font whose capitals have this height."""
        _, high = self.font(path, 100)
        return self.font(path, max(6, round(cap * 100 / high)))

    def draw(self):
        d = self.dice
        value = text(d)
        hard = d.random()
        zone = len(value) == 44 and "<" in value
        path = d.choice(self.ocrb) if d.random() < (0.8 if zone else 0.12) else d.choice(self.paths)
        scale = 2.0                                             # drawn larger, then photographed
        cap = CAP * scale * d.uniform(0.86, 1.12) * (1.18 if zone else 1)
        pitch = PITCH * scale * d.uniform(0.96, 1.05) * (1.27 if zone else 1)
        font, high = self.sized(path, cap)
        natural = d.random() < 0.18
        advance = lambda c: font.getlength(c) if natural else pitch
        width = sum(advance(c) for c in value)
        left, right = (d.uniform(2, 16) * scale for _ in "lr")
        above, below = d.uniform(5, 13) * scale, d.uniform(5, 13) * scale
        w, h = int(width + left + right), int(cap + above + below)
        ink = Image.new("L", (w, h), 0)
        pen = ImageDraw.Draw(ink)
        x, base = left, above + cap
        for c in value:
            if c != " ":
                off = 0 if natural else (pitch - font.getlength(c)) / 2
                pen.text((x + off + d.gauss(0, 0.3), base + d.gauss(0, 0.25)), c, fill=255, font=font, anchor="ls")
            x += advance(c)
        if d.random() < 0.15:                                   # what the line above or below shows of itself
            other = text(d)
            y = d.choice([d.uniform(-6, 4) * scale, h + cap - d.uniform(0, 5) * scale])
            pen.text((d.uniform(-20, 40), y), other, fill=d.randint(120, 255), font=font, anchor="ls")
        if d.random() < 0.10:                                   # a dotted rule
            y = d.choice([d.uniform(0, 5), h - d.uniform(1, 6)])
            for i in range(0, w, 8):
                pen.line([(i, y), (i + 3, y)], fill=200, width=2)
        weight = d.random()
        if weight < 0.25:
            ink = ink.filter(ImageFilter.MaxFilter(3))
        elif weight < 0.42:
            ink = ink.filter(ImageFilter.MinFilter(3))
        # leaning, rising, turning, a wave: the sheet is straight but for a little
        turn, lean, bend = np.radians(d.gauss(0, 0.7)), d.gauss(0, 0.025), d.gauss(0, 0.6) * scale
        sx, sy = d.uniform(1.0, 1.08), d.uniform(0.96, 1.04)
        cos, sin = np.cos(turn), np.sin(turn)
        ink = ink.transform((w, h), Image.AFFINE, (sx * cos, -sin + lean, -lean * h / 2 + sin * h / 2, sin, sy * cos, -sin * w / 2 + (1 - sy) * h / 2), Image.BILINEAR)
        a = np.asarray(ink, np.float32) / 255
        if abs(bend) > 0.4 and w > 120:
            shift = (bend * np.sin(np.linspace(0, d.uniform(1, 7), w) + d.uniform(0, 6))).round().astype(int)
            rows = (np.arange(h)[:, None] + shift[None, :]).clip(0, h - 1)
            a = a[rows, np.arange(w)[None, :]]
        # ink that fades and paper that shows
        dark = d.uniform(0.55, 1.0) if hard > 0.3 else d.uniform(0.85, 1.0)
        paper = 235.0
        page = np.full((h, w), paper, np.float32)
        if d.random() < 0.5:                                    # waves of the guilloche
            yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
            page -= d.uniform(0, 14) * (0.5 + 0.5 * np.sin(yy / d.uniform(3, 9) + np.sin(xx / d.uniform(20, 80)) * d.uniform(0, 3)))
        if d.random() < 0.35:                                   # shade left over
            page *= np.linspace(d.uniform(0.75, 1.05), d.uniform(0.75, 1.05), w, dtype=np.float32)[None, :]
        if hard > 0.6 and d.random() < 0.25:                    # a stamp or a fold across
            x0, wide = d.uniform(0, w), d.uniform(4, 30)
            page *= 1 - d.uniform(0.1, 0.5) * np.exp(-((np.arange(w) - x0) / wide) ** 2)[None, :].astype(np.float32)
        if dark < 0.9 and d.random() < 0.3:                     # worn print
            worn = Image.fromarray((self.noise.random((max(h // 5, 1), max(w // 5, 1))) * 255).astype(np.uint8)).resize((w, h), Image.BICUBIC)
            a = a * (0.55 + 0.45 * np.asarray(worn, np.float32) / 255)
        page = page * (1 - a * dark) + a * dark * d.uniform(10, 60)
        image = Image.fromarray(page.clip(0, 255).astype(np.uint8))
        # the photograph: pixels per millimetre from a good scan's to a phone's from afar
        seen = d.uniform(9, 18) if hard < 0.35 else d.uniform(6.5, 11) if hard < 0.6 else d.uniform(4.2, 8.0)
        small = seen / (12.0 * scale)
        image = blurred(image, 0.45 / small * d.uniform(0.4, 1.0) if small < 1 else 0)
        size = (max(int(w * small), 8), max(int(h * small), 6))
        image = image.resize(size, Image.BOX if small < 0.5 else Image.BILINEAR)
        image = blurred(image, abs(d.gauss(0, 0.35 if hard < 0.6 else 0.75)))
        if hard > 0.6 and d.random() < 0.25:                    # a hand that moved
            length = d.randint(2, 3)
            array = np.asarray(image, np.float32)
            axis = d.choice([0, 1, 1])
            image = Image.fromarray((sum(np.roll(array, s, axis) for s in range(length)) / length).astype(np.uint8))
        grain = abs(d.gauss(0, 3 if hard < 0.6 else 7))
        array = np.asarray(image, np.float32) + self.noise.normal(0, grain, (size[1], size[0]))
        image = Image.fromarray(array.clip(0, 255).astype(np.uint8))
        if d.random() < 0.6:
            data = io.BytesIO()
            image.save(data, "JPEG", quality=d.randint(30, 92))
            image = Image.open(data)
        if grain > 6 and d.random() < 0.5:
            image = blurred(image, 0.7)
        # and the sheet drawn from it, cut and brought to the reader's height
        ratio = HEIGHT / (h / scale)
        image = image.resize((max(int(w / scale * ratio), 12), HEIGHT), Image.BICUBIC)
        return value, prepared(np.asarray(image))


def prepared(grey):
    """0 for paper, 1 for the darkest print; what the scanner does too."""
    grey = grey.astype(np.float32)
    paper, print_ = np.percentile(grey, 80), np.percentile(grey, 1)
    return ((paper - grey) / max(paper - print_, 40.0)).clip(-0.5, 1.2).astype(np.float16)


if __name__ == "__main__":
    import sys, time
    drawer = Drawer(sys.argv[1], 1)
    print(len(drawer.paths), "fonts")
    start = time.time()
    made = [drawer.draw() for _ in range(400)]
    print(400 / (time.time() - start), "a second", np.mean([m[1].shape[1] for m in made]))
    sheet = np.ones((60 * 44, 900))
    for i, (value, image) in enumerate(made[:60]):
        width = min(image.shape[1], 900)
        sheet[i * 44:i * 44 + 40, :width] = 1 - image[:, :width].astype(np.float32).clip(0, 1)
        print(i, value)
    Image.fromarray((sheet * 255).astype(np.uint8)).save("sheet.png")
    print("sheet.png")
