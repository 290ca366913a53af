-- Reads everything that a board shows, at one moment, so that its numbers match one another and its version.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 audience (hash)  4 presence (hash)  5 buyers (set)  6 counts (hash)
--       7 catalogue (hash)  8 trend (hash)  9 minutes (zset)  10 recent (list)
--      11 newest (zset)  12 and up: the ranking of each dimension (zset)
-- ARGV  1 since: only the trend's minutes that changed after this version; -1 for all
--       2 top: how many names of each ranking
--       3 maximum of minutes; more are left to read_trend.lua
--       4 the measures of a minute, separated by spaces
--       for each ranking, in the order of their KEYS: its name, its counted measures, separated by spaces, and 1 if the
--       catalogue describes its names, else 0
-- Returns nil if there is no such stream, 'unindexed' if index_minutes.lua must run first, 'long' if there are too many minutes,
--       else {settings, totals, audience, buyers, trend, recent, rankings}
--       settings, totals: field, value, …      buyers: how many
--       audience: likes, viewers, peakViewers, uniqueViewers, views (nil if missing)
--       trend: minute, each measure, … (nil for 0)     recent: '<seq> <json>', newest first
--       rankings: name, rows, …, where the rows are: name, gmv, each measure (nil for 0) and, if the catalogue describes the
--       names, its JSON or nil, …

-- include part_audience
-- include part_trend
local call = redis.call
local settings_key, totals_key, audience_key, presence_key, buyers_key, counts_key = unpack(KEYS, 1, 6)
local catalogue_key, trend_key, minutes_key, recent_key, newest_key = unpack(KEYS, 7, 11)
local since, top, max_minutes, measures = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local first_ranking_key, first_ranking = 12, 5

local settings = call('HGETALL', settings_key)
if #settings == 0 then
  return false
end
if call('ZCARD', minutes_key) ~= call('ZCARD', newest_key) then
  return 'unindexed'
end
if call('ZCOUNT', minutes_key, '(' .. since, '+inf') > max_minutes then
  return 'long'
end

local function ranking(key, name, counted, catalogued)
  local ranked = call('ZREVRANGE', key, 0, top - 1, 'WITHSCORES')
  if #ranked == 0 then
    return {}
  end
  local prefixes = {}
  for measure in string.gmatch(counted, '%S+') do
    prefixes[#prefixes + 1] = name .. ':' .. measure .. ':'
  end
  local wanted = {}
  for i = 1, #ranked, 2 do
    for p = 1, #prefixes do
      wanted[#wanted + 1] = prefixes[p] .. ranked[i]
    end
  end
  local counts = call('HMGET', counts_key, unpack(wanted))
  local count = 0
  local rows = {}
  for i = 1, #ranked, 2 do
    rows[#rows + 1] = ranked[i]
    rows[#rows + 1] = ranked[i + 1]
    for p = 1, #prefixes do
      count = count + 1
      rows[#rows + 1] = counts[count]
    end
    if catalogued then
      rows[#rows + 1] = call('HGET', catalogue_key, ranked[i])
    end
  end
  return rows
end

local function rankings()
  local all = {}
  for i = first_ranking_key, #KEYS do
    local at = first_ranking + 3 * (i - first_ranking_key)
    all[#all + 1] = ARGV[at]
    all[#all + 1] = ranking(KEYS[i], ARGV[at], ARGV[at + 1], ARGV[at + 2] == '1')
  end
  return all
end

return {
  settings,
  call('HGETALL', totals_key),
  audience_figures(audience_key, presence_key),
  call('SCARD', buyers_key),
  trend_rows(trend_key, call('ZRANGEBYSCORE', minutes_key, '(' .. since, '+inf'), measures),
  call('LRANGE', recent_key, 0, -1),
  rankings(),
}
