#!/usr/bin/env bash
# The build command of a Cloudflare Pages project: bash examples/hosting/cloudflare-pages/build.sh
# Output directory: _build/html. Set SITE_URL to the public address; a preview has its own.
set -euo pipefail
if [ "${SKIP_DEPENDENCY_INSTALL:-}" != "true" ]; then
  python -m pip install --quiet --require-hashes -r requirements.lock
  python -m pip install --quiet --no-deps --no-build-isolation .
fi
base=${SITE_URL:-${CF_PAGES_URL:-}}
if [ "${CF_PAGES_BRANCH:-main}" != "main" ]; then base=${CF_PAGES_URL:-}; fi
python -m sphinx -W --keep-going -b dirhtml -j auto -d _build/doctrees ${base:+-D "html_baseurl=${base%/}/"} . _build/html
cp examples/hosting/cloudflare-pages/_headers _build/html/_headers
