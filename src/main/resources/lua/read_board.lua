-- Reads everything that a board shows, at one moment, so that its numbers match one another and its version.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 audience (hash)  4 presence (hash)  5 buyers (set)  6 counts (hash)
--       7 trend (hash)  8 minutes (zset)  9 recent (list)  10 newest (zset)  11 show (hash)  12 stock (zset)
--      13 catalogue (hash)  14 groups-tree (hash)  15 explained (hash)  16 deals (hash)  17 members (hash)  18 changes (zset)
--      19 likesources (zset)  20 likesheard (hash)  21 seal (hash)  22 and up: the ranking of each dimension (zset)
-- ARGV  1 since: only the trend's minutes that changed after this version; -1 for all
--       2 top: how many names of each ranking, and of the stock
--       3 maximum of minutes; more are left to read_trend.lua
--       4 the measures of a minute, separated by spaces
--       5 since: only the members of a campaign whose row changed after this version; -1 for all
--       6 how many sources of likes
--       for each ranking, in the order of their KEYS: its name, its counted measures, separated by spaces, what describes
--       its names: catalogue, group_tree, explained or nothing, and which of its names: most, of the measure that ranks
--       them, or newest, of names that are dates
-- Returns nil if there is no such stream, 'unindexed' if index_minutes.lua must run first, 'long' if there are too many minutes,
--       else {packed, trend, members, sources}; packed is MessagePack, since a client makes some objects of each of its 900 values
--       otherwise: {settings, totals, audience, buyers, show, stock, deals, seal, recent, rankings}
--       settings, totals, show, deals: field, value, …      buyers: how many      stock: sku, left, …, the least first
--       audience: likes, viewers, peakViewers, uniqueViewers, views (nil if missing)
--       trend: minute, each measure, … (nil for 0)     recent: '<seq> <json>', newest first
--       rankings: rows, rows, … in the order of their KEYS, where the rows are: name, the measure that ranks it, each other measure (nil for 0), if
--       something describes the names, its JSON or nil, and if that is the catalogue, what is left or nil, …
--       members: stream, title, status, gmv, orders, …     sources of likes: name, likes, when it was heard last, …
--       seal: seq, sha256, at, differences (nil if there is none)

-- include part_audience
-- include part_trend
local call = redis.call
local settings_key, totals_key, audience_key, presence_key, buyers_key, counts_key = unpack(KEYS, 1, 6)
local trend_key, minutes_key, recent_key, newest_key, show_key, stock_key = unpack(KEYS, 7, 12)
local describing = {catalogue = KEYS[13], group_tree = KEYS[14], explained = KEYS[15]}
local members_key, changes_key = KEYS[17], KEYS[18]
local since, top, max_minutes, measures = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local members_since, max_sources = ARGV[5], tonumber(ARGV[6])
local deals_key, first_ranking_key, first_ranking = KEYS[16], 22, 7

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

local stock = call('ZRANGE', stock_key, 0, top - 1, 'WITHSCORES')

local function left(sku)
  return #stock > 0 and call('ZSCORE', stock_key, sku)
end

-- The other measures of the names, name by name, and how many each has.
local function counts_of(names, name, counted)
  local prefixes, width = {}, 0
  for measure in string.gmatch(counted, '%S+') do
    width = width + 1
    prefixes[width] = name .. ':' .. measure .. ':'
  end
  local wanted, fields = {}, 0
  for i = 1, #names do
    for p = 1, width do
      fields = fields + 1
      wanted[fields] = prefixes[p] .. names[i]
    end
  end
  return call('HMGET', counts_key, unpack(wanted)), width
end

-- What describes the names; most streams have no groups and no explanations.
local function descriptions(key, names)
  return call('EXISTS', key) == 1 and call('HMGET', key, unpack(names)) or {}
end

-- The newest first of names that are dates, with the measure that ranks them. There are seldom more than a few; whoever
-- dates orders on each day since 2000 costs some milliseconds, which is why not all of them are sorted.
local function newest(key)
  local dates, too_old = {}, ''
  local function keep_newest()
    table.sort(dates, function(a, b) return a > b end)
    for i = #dates, top + 1, -1 do
      too_old = dates[i]
      dates[i] = nil
    end
  end
  for _, date in ipairs(call('ZRANGE', key, 0, -1)) do
    if date > too_old then
      dates[#dates + 1] = date
      if #dates == 2 * top then
        keep_newest()
      end
    end
  end
  keep_newest()
  local ranked = {}
  for i = 1, #dates do
    ranked[2 * i - 1] = dates[i]
    ranked[2 * i] = call('ZSCORE', key, dates[i])
  end
  return ranked
end

local function ranking(key, name, counted, described_by, shown)
  local ranked = shown == 'newest' and newest(key) or call('ZREVRANGE', key, 0, top - 1, 'WITHSCORES')
  if #ranked == 0 then
    return ranked
  end
  local names = {}
  for i = 1, #ranked / 2 do
    names[i] = ranked[2 * i - 1]
  end
  local counts, width = counts_of(names, name, counted)
  local described = describing[described_by] and descriptions(describing[described_by], names)
  local rows, last = {}, 0
  local function add(value)
    last = last + 1
    rows[last] = value
  end
  for i = 1, #names do
    add(names[i])
    add(ranked[2 * i])
    for c = (i - 1) * width + 1, i * width do
      add(counts[c])
    end
    if described then
      add(described[i] or false)
    end
    if described_by == 'catalogue' then
      add(left(names[i]))
    end
  end
  return rows
end

local function rankings()
  local all = {}
  for i = first_ranking_key, #KEYS do
    local at = first_ranking + 4 * (i - first_ranking_key)
    all[#all + 1] = ranking(KEYS[i], ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3])
  end
  return all
end

local function members()
  local rows, last = {}, 0
  local changed = call('ZRANGEBYSCORE', changes_key, '(' .. members_since, '+inf')
  for i = 1, #changed do
    local stream = changed[i]
    local figures = call('HMGET', members_key, stream .. ':title', stream .. ':status', stream .. ':gmv', stream .. ':orders')
    rows[last + 1] = stream
    for f = 1, 4 do
      rows[last + 1 + f] = figures[f]
    end
    last = last + 5
  end
  return rows
end

local packed = cmsgpack.pack({
  settings,
  call('HGETALL', totals_key),
  audience_figures(audience_key, presence_key),
  call('SCARD', buyers_key),
  call('HGETALL', show_key),
  stock,
  call('HGETALL', deals_key),
  call('HMGET', KEYS[21], 'seq', 'sha256', 'at', 'differences'),
  call('LRANGE', recent_key, 0, -1),
  rankings(),
})
return {
  packed,
  trend_rows(trend_key, call('ZRANGEBYSCORE', minutes_key, '(' .. since, '+inf'), measures),
  members(),
  like_sources(KEYS[19], KEYS[20], max_sources),
}
