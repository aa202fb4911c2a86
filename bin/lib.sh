# Shared by the scripts of this folder: installs what is missing, saying what and why.
# Sourced, never run.

say() { printf '\033[1m%s\033[0m\n' "$*"; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else
    command -v sudo >/dev/null || { say "Il faut être administrateur pour : $*"; exit 1; }
    sudo "$@"
  fi
}

# need "why" package…: installs Debian packages that are not there yet.
need() {
  why=$1; shift
  missing=""
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
  done
  [ -z "$missing" ] && return 0
  if ! command -v apt-get >/dev/null; then
    say "À installer par vous-même ($why) :$missing"
    exit 1
  fi
  say "Installation de$missing : $why"
  [ -n "${APT_UPDATED:-}" ] || { as_root apt-get update -qq; APT_UPDATED=1; }
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

on_debian() { command -v dpkg-query >/dev/null; }

# Elsewhere than on Debian and Ubuntu: says what to install.
elsewhere() {
  say "Ce script installe lui-même ce qui manque sur Debian et Ubuntu. Ici, installez :"
  echo "  PostgreSQL ≥ 15 (serveur et contrib), Tesseract avec le français, poppler-utils, un compilateur C, mold"
}

need_toolchain() {
  if ! command -v cargo >/dev/null; then
    say "Rust manque : installez-le avec rustup (version 1.95 ou plus), puis relancez."
    exit 1
  fi
}

# What the program itself uses, and what links it.
need_program() {
  if on_debian; then
    if ! ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then
      # The package would start a cluster of its own, which nobody asked for.
      as_root mkdir -p /etc/postgresql-common
      [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
      need "la base de données privée de VisionCRM" postgresql postgresql-contrib
    fi
    need "la lecture des cartes grises" tesseract-ocr tesseract-ocr-fra
    need "les cartes grises en PDF" poppler-utils
    need "l’assemblage du programme" gcc libc6-dev mold
  else
    elsewhere
  fi
}

# What the browser tests drive, and the accessibility checker they run in each page. axe-core comes from a Python wheel,
# pinned by its hash: the validators need Python anyway, and Debian's npm brings some five hundred packages.
need_browser() {
  if on_debian; then
    need "les tests dans un navigateur" chromium
    need "le vérificateur d’accessibilité axe-core" python3-venv
  fi
  axe=.cache/browser/axe.min.js
  if [ ! -e "$axe" ] || ! cmp -s tests/browser/requirements.txt .cache/browser/requirements.txt; then
    say "Téléchargement d’axe-core dans .cache/browser"
    rm -rf .cache/browser && mkdir -p .cache/browser
    python3 -m venv .cache/browser/venv
    .cache/browser/venv/bin/pip install -q --disable-pip-version-check --no-deps --require-hashes -r tests/browser/requirements.txt
    cp .cache/browser/venv/lib/python3*/site-packages/axe_playwright_python/axe.min.js "$axe"
    rm -rf .cache/browser/venv
    cp tests/browser/requirements.txt .cache/browser/
  fi
}
