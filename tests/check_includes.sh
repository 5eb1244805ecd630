#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Includes point one way: fails on an include that the table below does not allow.
# Usage: check_includes.sh [PROJECT_FOLDER]; prints "file:line: what, what is allowed" per fault.
set -eu
cd "${1:-$(dirname "$0")/..}"

# folder: the folders that its files may include; the longest matching folder counts.
table='
engine/base:        engine/base
engine/model:       engine/base engine/model
engine/search:      engine/base engine/model engine/search
engine/protocols:   engine/base engine/model engine/search engine/strategies engine/protocols
engine/strategies:  engine/base engine/model engine/search engine/strategies
engine/scenario:    engine/base engine/model engine/search engine/protocols engine/strategies engine/scenario
engine/negotiation: engine
analysis/agreements: engine analysis/agreements
analysis/results:    engine analysis/agreements analysis/results
analysis/parallel:   analysis/parallel
analysis/ensemble:   engine analysis/agreements analysis/parallel analysis/results analysis/ensemble
analysis/survey:     engine analysis/agreements analysis/parallel analysis/results analysis/survey
analysis:            engine analysis
cli:   engine analysis cli
tests: engine analysis cli tests
'

find engine analysis cli tests -type f \( -name '*.hpp' -o -name '*.cpp' \) 2>/dev/null | LC_ALL=C sort |
  TABLE=$table awk '
  # The longest folder of the table that holds the path, or nothing.
  function folder_of(path,   parts, n, i, folder, found) {
    n = split(path, parts, "/")
    folder = ""; found = ""
    for (i = 1; i < n; ++i) {
      folder = folder (i > 1 ? "/" : "") parts[i]
      if (folder in allowed) found = folder
    }
    return found
  }
  function may_include(from, path,   folders, n, i) {
    n = split(allowed[from], folders, " ")
    for (i = 1; i <= n; ++i) if (index(path, folders[i] "/") == 1) return 1
    return 0
  }
  function fault(place, text) { print place ": " text; ++faults }

  BEGIN {
    n = split(ENVIRON["TABLE"], lines, "\n")
    for (i = 1; i <= n; ++i) {
      colon = index(lines[i], ":")
      if (colon == 0) continue
      folders = substr(lines[i], colon + 1)
      gsub(/ +/, " ", folders); sub(/^ /, "", folders)
      allowed[substr(lines[i], 1, colon - 1)] = folders
    }
  }
  {
    file = $0
    from = folder_of(file)
    if (from == "") {
      fault(file ":1", "its folder has no line in the table of tests/check_includes.sh")
      next
    }
    line = 0
    while ((getline text < file) > 0) {
      ++line
      if (text !~ /^[ \t]*#[ \t]*include[ \t]*["<]/) continue
      quoted = text ~ /^[^<]*"/
      path = text
      sub(/^[^"<]*["<]/, "", path); sub(/[">].*/, "", path)
      if (path !~ /^(engine|analysis|cli|tests)\//) {
        if (quoted) {
          fault(file ":" line, "includes \"" path "\"; " \
                "write files of the project from its root in quotes, all others in <>")
        }
      } else if (!may_include(from, path)) {
        fault(file ":" line, "includes \"" path "\"; " from " may include only: " allowed[from])
      }
    }
    close(file)
  }
  END {
    if (NR == 0) fault(".", "no source files found")
    exit faults > 0
  }'
