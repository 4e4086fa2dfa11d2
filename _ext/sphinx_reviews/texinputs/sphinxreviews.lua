-- Run when the preamble has ended: from here on the text of the document is data.
-- The packages that set Japanese need \directlua to the end, so it stays, but
-- 1. Lua is left without files, processes and the environment; what the packages' own code has
--    taken as local functions before goes on working for them alone;
-- 2. a line of the document that names such a command shows it as text.

local REFUSED = {}
for name in ([[directlua latelua lateluafunction luafunction luafunctioncall luadef luaexec
  luadirect luacode luacodestar luabytecode luabytecodecall luaescapestring write immediate
  openin openout read readline closein closeout input include InputIfFileExists lstinputlisting
  verbatiminput csname begincsname lastnamedcs scantextokens scantokens catcode special
  pdfextension ShellEscape ExplSyntaxOn]]):gmatch("%a+") do
  REFUSED[name] = true
end

local MAIN = tex.jobname .. ".tex"

local function command(first, rest)
  if REFUSED[first .. rest] then
    return "\\char92{}" .. first .. rest
  end
end

local function braced(name)
  if REFUSED[name] then
    return "{" .. name .. "{}}"
  end
end

local function as_text(line)
  local file = status.filename
  if file and file:match("[^/\\]*$") ~= MAIN then
    return line
  end
  line = line:gsub("%^%^", "\\textasciicircum{}\\textasciicircum{}")
  line = line:gsub("\\(.)(%a*)", command)
  return (line:gsub("{%s*(%a+)%s*}", braced))
end

luatexbase.add_to_callback("process_input_buffer", as_text, "sphinxreviews.as_text")

-- TeX itself opens what it finds by a plain name, and nothing that a path leads to from elsewhere.
local find_file = kpse.find_file

local function found(name)
  local elsewhere = name:find("^%s*[\"|/\\~]") or name:find("^%a:") or name:find("..", 1, true)
  return not elsewhere and find_file(name, "tex") or nil
end

luatexbase.add_to_callback("find_read_file", function(_, name)
  return found(name)
end, "sphinxreviews.find_read_file")
luatexbase.add_to_callback("find_image_file", found, "sphinxreviews.find_image_file")

-- As where a file cannot be opened, so that code which only wants to keep something goes on.
local function refuse()
  return nil, "a document's text may not do this"
end

local function close(library, names)
  for name in names:gmatch("%a+") do
    if library and library[name] ~= nil then
      library[name] = refuse
    end
  end
end

-- A font may still be loaded that the preamble did not name, and LaTeX reads its own notes.
local READABLE = {}
for ending in ("otf ttf ttc pfb afm tfm luc lua luaa enc map"):gmatch("%a+") do
  READABLE[ending] = true
end
local really_open = io.open

local function open(name, mode)
  local plain = type(name) == "string" and not name:find("..", 1, true)
  local ending = plain and name:match("%.(%a+)$")
  local own = plain and name:gsub("^%./", ""):match("^(.*)%.%a+$") == tex.jobname
  if (own or ending and READABLE[ending:lower()]) and not (mode or "r"):find("[wa+]") then
    return really_open(name, mode)
  end
  return refuse()
end

close(os, "execute exec spawn remove rename tmpname getenv setenv kpsepopen exit")
close(io, "popen lines input output tmpfile")
close(lfs, "chdir mkdir rmdir link touch lock setmode")
close(package, "loadlib searchpath seeall")
close(debug, "getregistry getupvalue setupvalue upvaluejoin debug sethook")
io.open = open
package.searchers, package.preload, package.loaded.ffi, ffi = {}, {}, nil, nil
