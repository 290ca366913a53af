-- Included by other scripts: what Redis has of minutes.

-- For each minute: the minute and each of its measures, whose names are separated by spaces; nil for 0.
local function trend_rows(trend, minutes, measures)
  local suffixes = {}
  for measure in string.gmatch(measures, '%S+') do
    suffixes[#suffixes + 1] = ':' .. measure
  end
  local width = #suffixes
  local rows = {}
  local row = 0
  for from = 1, #minutes, 500 do
    local fields = {}
    local to = math.min(from + 499, #minutes)
    for i = from, to do
      for s = 1, width do
        fields[#fields + 1] = minutes[i] .. suffixes[s]
      end
    end
    local values = redis.call('HMGET', trend, unpack(fields))
    local value = 0
    for i = from, to do
      rows[row + 1] = minutes[i]
      for s = 1, width do
        value = value + 1
        rows[row + 1 + s] = values[value]
      end
      row = row + 1 + width
    end
  end
  return rows
end
