-- Included by other scripts: arguments in sections, each with the number of its rows before them.

local next_section -- the place of the number of rows of the next section; set it before the first one

-- The places of the first and the last argument of the next section.
local function section(width)
  local from = next_section + 1
  next_section = from + width * tonumber(ARGV[next_section])
  return from, next_section - 1
end
