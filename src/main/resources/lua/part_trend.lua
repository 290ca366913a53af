-- Included by other scripts: what a board shows of minutes.

-- For each minute: the minute, gmv, orders and likes; nil for 0.
local function trend_rows(trend, minutes)
  local rows = {}
  for from = 1, #minutes, 500 do
    local fields = {}
    local to = math.min(from + 499, #minutes)
    for i = from, to do
      fields[#fields + 1] = minutes[i] .. ':gmv'
      fields[#fields + 1] = minutes[i] .. ':orders'
      fields[#fields + 1] = minutes[i] .. ':likes'
    end
    local values = redis.call('HMGET', trend, unpack(fields))
    for i = from, to do
      rows[4 * i - 3] = minutes[i]
      rows[4 * i - 2] = values[3 * (i - from) + 1]
      rows[4 * i - 1] = values[3 * (i - from) + 2]
      rows[4 * i] = values[3 * (i - from) + 3]
    end
  end
  return rows
end
