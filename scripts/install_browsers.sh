#!/usr/bin/env bash
# Real browsers for the end-to-end tests, and what Qt needs for a real window. Installs them where apt-get works; otherwise names what is missing.
# With CI=true a missing browser is a failure.
set -u
qt=(libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0
    libxkbcommon-x11-0 libxkbfile1 libegl1 libgl1 libopengl0 libnss3 libxcomposite1 libxdamage1 libxrandr2 libxtst6)
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v firefox-esr >/dev/null || command -v firefox >/dev/null || missing+=(firefox-esr)
fc-list 2>/dev/null | grep -qi emoji || missing+=(fonts-noto-color-emoji)
command -v Xvfb >/dev/null || missing+=(xvfb xauth)
libraries="$(/sbin/ldconfig -p 2>/dev/null)"
# Each by itself: a machine may have some of them from elsewhere, and Qt starts no window without all.
for name in libxcb-{cursor,icccm,image,keysyms,render-util,shape,xinerama} libxkbcommon-x11 libxkbfile libEGL libGL \
    libOpenGL libnss3 libXcomposite libXdamage libXrandr libXtst; do
  case "$libraries" in *"$name.so"*) ;; *) missing+=("${qt[@]}"); break ;; esac
done
[ ${#missing[@]} -eq 0 ] && exit 0
sudo=""; [ "$(id -u)" = 0 ] || sudo="sudo -n"
if command -v apt-get >/dev/null; then
  echo "Installiere für die Browsertests: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  { $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" fonts-dejavu-core; } >/dev/null 2>&1
fi
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v firefox-esr >/dev/null || command -v firefox >/dev/null || missing+=(firefox-esr)
[ ${#missing[@]} -eq 0 ] && exit 0
echo "Es fehlen: ${missing[*]}. Ohne sie werden die Browsertests übersprungen; bitte von Hand installieren." >&2
[ "${CI:-false}" = true ] && exit 1
exit 0
