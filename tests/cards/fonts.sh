#!/bin/sh
# Fetches the fonts that cards are drawn with into a folder (about 30 MB): tests/cards/fonts.sh DIR
set -eu
dir=${1:?a folder}
mkdir -p "$dir"
cd "$dir"
apt-get -q download fonts-ocr-b fonts-b612 fonts-noto-mono fonts-courier-prime fonts-freefont-ttf \
    fonts-anonymous-pro fonts-hack fonts-lato fonts-open-sans fonts-agave fonts-dejavu-core
for package in *.deb; do dpkg-deb -x "$package" .; done
rm -f -- *.deb
