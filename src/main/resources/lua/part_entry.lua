-- Included by other scripts: entries of a ledger. Long ones are packed, see Packing.java: a byte 1, the length of the
-- JSON in three bytes, a block of LZ4.

-- Adds an entry with its messages, packed or not: JSON begins with '['.
local function add_entry(ledger_key, seq, value)
  redis.call('XADD', ledger_key, seq, string.byte(value) == 1 and 'packed' or 'messages', value)
end

-- The number of bytes of the JSON of an entry's messages. fields: its field, and the value of this
local function entry_bytes(fields)
  local value = fields[2] or ''
  if fields[1] ~= 'packed' or #value < 4 then
    return #value
  end
  local _, high, middle, low = string.byte(value, 1, 4)
  return high * 65536 + middle * 256 + low
end

-- As Packing: nothing is unpacked to more.
local MOST_BYTES = 1048576
local DAMAGED = 'an entry of a ledger is damaged'

-- The bytes of a block of LZ4 that begins at a place of a value; an error if it is damaged, or has more than `most` bytes: so a forged
-- length takes neither memory nor time. It takes some 20 ms for 250 KB.
local function unpack_block(value, at, most)
  local byte = string.byte
  local out, n = {}, 0
  local function check(sound)
    if not sound then
      error(DAMAGED)
    end
  end
  local function length(begun)
    if begun == 15 then
      local more
      repeat
        more, at = byte(value, at), at + 1
        begun = begun + more
      until more < 255
    end
    return begun
  end
  while true do
    local token = byte(value, at)
    at = at + 1
    local literals, copied = length(math.floor(token / 16)), token % 16
    check(n + literals <= most and at + literals - 1 <= #value)
    for i = at, at + literals - 1 do
      n = n + 1
      out[n] = byte(value, i)
    end
    at = at + literals
    if at > #value then
      break
    end
    local low, high = byte(value, at, at + 1)
    at = at + 2
    local earlier = n - low - 256 * high
    local run = 4 + length(copied)
    check(earlier >= 0 and earlier < n and n + run <= most)
    for i = earlier + 1, earlier + run do
      n = n + 1
      out[n] = out[i]
    end
  end
  local parts = {}
  for i = 1, n, 4000 do
    parts[#parts + 1] = string.char(unpack(out, i, math.min(i + 3999, n)))
  end
  return table.concat(parts)
end

-- The JSON of an entry's messages; an error if it is damaged.
local function entry_json(fields)
  if fields[1] ~= 'packed' then
    return fields[2]
  end
  local bytes = entry_bytes(fields)
  local json = unpack_block(fields[2], 5, math.min(bytes, MOST_BYTES))
  if #json ~= bytes then
    error(DAMAGED)
  end
  return json
end
