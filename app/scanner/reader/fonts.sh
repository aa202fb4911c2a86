#!/bin/sh
# Fetches the fonts that lines are drawn with for training: app/scanner/reader/fonts.sh DIR. None of them is a font of
# tests/cards but OCR-B, which the real form comes near to.
set -eu
dir=${1:?a folder}
mkdir -p "$dir"
cd "$dir"
for font in azeret-mono chivo-mono commit-mono cousine cutive-mono dm-mono fira-code fira-mono geist-mono ibm-plex-mono \
    inconsolata jetbrains-mono kode-mono lekton m-plus-1-code martian-mono nanum-gothic-coding nova-mono overpass-mono \
    oxygen-mono pt-mono red-hat-mono reddit-mono roboto-mono share-tech-mono sometype-mono sono source-code-pro space-mono \
    spline-sans-mono syne-mono ubuntu-mono victor-mono xanh-mono; do
  archive=$(npm pack --silent "@fontsource/$font")
  mkdir -p "$font"
  tar xzf "$archive" -C "$font" --strip-components=1 --wildcards '*latin-[4-7]00-normal.woff'
  rm -f -- "$archive"
done
apt-get -q download fonts-ocr-a fonts-ocr-b fonts-liberation fonts-mononoki fonts-fantasque-sans fonts-league-mono fonts-gnutypewriter
for package in *.deb; do dpkg-deb -x "$package" deb; done
rm -f -- *.deb
