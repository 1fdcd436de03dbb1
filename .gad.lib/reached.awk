# Lines of each parser that a run reached: parsers.txt and a cobertura report in, "parser reached lines percent" out; a file that the report does not know has 0 lines.
FNR == NR {
  if ($0 !~ /^(#|$)/) { split($0, head, ": "); name[++parsers] = head[1]; wanted[parsers] = head[2] }
  next
}
function value(attribute,   found) {
  match($0, attribute "=\"[^\"]*\""); found = substr($0, RSTART + length(attribute) + 2, RLENGTH - length(attribute) - 3)
  return found
}
/<class / {
  file = value("filename"); sub(/.*WebFrontend\//, "", file)
  # A class and those inside it, as what the compiler makes of its asynchronous methods: Outer/Inner/<Method>d__1.
  class = value(" name"); gsub(/&lt;/, "<", class); gsub(/&gt;/, ">", class); sub(/^.*\./, "", class)
}
/<line / {
  key = file SUBSEP class SUBSEP value("number")
  hits[key] += value("hits")
}
END {
  for (key in hits) {
    split(key, part, SUBSEP)
    of[part[1]] = of[part[1]] "\n" key
  }
  for (p = 1; p <= parsers; p++) {
    split("", lines); reached = 0; count = 0; unknown = ""
    files = split(wanted[p], entry, " ")
    for (i = 1; i <= files; i++) {
      split(entry[i], at, /[@!]/); only = index(entry[i], "@"); but = index(entry[i], "!"); before = count
      keys = split(of[at[1]], key_of, "\n")
      for (k = 2; k <= keys; k++) {
        split(key_of[k], part, SUBSEP)
        if (only && ("/" part[2] "/") !~ ("/" at[2] "/")) continue
        if (but && part[2] ~ ("<" at[2] ">")) continue
        line = part[1] SUBSEP part[3]
        if (!(line in lines)) { lines[line] = 0; count++ }
        if (hits[key_of[k]] > 0) lines[line] = 1
      }
      if (count == before) unknown = unknown " " entry[i]
    }
    for (line in lines) reached += lines[line]
    printf "%s %d %d %.1f%s\n", name[p], reached, count, (count && unknown == "") ? 100 * reached / count : 0, unknown
  }
}
