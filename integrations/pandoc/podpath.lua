-- Fills podpath's blocks on their way through pandoc (2.17 or later) and Quarto; nothing is written, figures stand in the output.
--   pandoc --lua-filter podpath.lua page.md -o page.html
-- Metadata: podpath, the program where it is not on PATH.
local program = "podpath"

-- What podpath makes of one block: below a heading of the level that stands above it, which goes again.
local function fill(level, marker)
  local text = string.rep("#", level) .. " .\n\n" .. marker .. "\n<!-- /podpath -->\n"
  local filled = pandoc.read(pandoc.pipe(program, { "docs", "-" }, text), "gfm").blocks
  filled:remove(1)
  return filled
end

local function is_marker(block, pattern)
  return block.t == "RawBlock" and block.format:match("^html") and block.text:match(pattern)
end

local function blocks(list)
  local result, level, open = pandoc.List(), 1, false
  for _, block in ipairs(list) do
    if is_marker(block, "^%s*<!%-%-%s*podpath%s") then
      result:extend(fill(level, block.text))
      open = true
    elseif is_marker(block, "^%s*<!%-%-%s*/podpath%s*%-%->") then
      open = false
    elseif not open then
      if block.t == "Header" then level = block.level end
      result:insert(block)
    end
  end
  return result
end

return {
  { Meta = function(meta) if meta.podpath then program = pandoc.utils.stringify(meta.podpath) end end },
  { Blocks = blocks },
}
