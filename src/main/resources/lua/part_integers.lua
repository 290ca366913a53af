-- Included by other scripts: integers up to 2^53.

local LARGEST = 2 ^ 53 -- above it, Lua's numbers skip integers

local function text(value)
  return string.format('%.0f', value) -- tostring would write 1.5922080005e+12
end

-- The count that a field has; 0 if it is missing.
local function integer(value)
  local count = tonumber(value or 0)
  if not count or count < 0 or count > LARGEST or count % 1 ~= 0 then
    error('the audience of this stream holds no count: ' .. tostring(value), 0)
  end
  return count
end
