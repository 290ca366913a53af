-- Adds to the tallies of a campaign what the ledgers of some members have after its cursors, and moves the cursors: all of
-- it, or nothing. So every message is counted once, whichever node does it, however often it is tried.
--
-- KEYS  1 settings (hash)   2 totals (hash)     3 cursors (hash)       4 members (hash)     5 changes (zset)
--       6 open (hash)       7 refunds (hash)    8 buyers (set)         9 groupbuyers (set) 10 counts (hash)
--      11 trend (hash)     12 minutes (zset)   13 newest (zset)       14 recent (list)     15 explained (hash)
--      16 catalogue (hash) 17 groups-tree (hash) 18 audience (hash)   19 presence (hash)
--      20 deals (hash)     21 likesources (zset)  22 likesheard (hash)
--      23 and up: the ranking of each dimension (zset)
-- ARGV  1 now, epoch ms     2 the edition that the plan was made for   3 the status of the campaign
--       4 number of minutes that a board shows                         5 number of recent orders that a board shows
--       6 maximum of a total, minor units                              7 the field of totals that a goal is about
--       8 the field of counts that the buyers of a group are in, before its name     9 the mark of all tallies, see Basis
--      10 what keeps the campaign from being followed; '' if nothing does     11 1 if these tallies are being built, else 0
--      12 how often a buyer was erased in these tallies before the ledgers were read; '' for never
--      13 the mark that the tallies must have, see KnownBuyers.java; '' for any      14 the mark that they get
--      15 what orders move, in MessagePack: an array of
--         tallies: where (totals, counts, trend, deals, or the name of a ranking), names, by how much each moves
--         buyers: group (a tab for those of none), ids
--       a name for each ranking, in the order of their KEYS
--       sections, each with the number of its rows before them:
--       cursors: stream, expected ('' for none), new
--       members: stream, title, status, gmv and orders that are added, likes, views, open connections
--       sources of likes: stream, source, likes, when it was heard last, epoch ms
--       minutes: first ms of each minute whose trend changes
--       recent: '<seq> <json>'
--       open: name, '<seq> <json>'               open no more: name
--       refunds: name, '<refunded> <items>'
--       explained: name, JSON                    catalogue: sku, JSON; '' to remove it
--       groups: name, JSON; '' to remove it
-- Returns the version, or, with nothing written, 'gone' (there is no such campaign), 'edition' (its members have changed),
--       'moved' (a cursor or the mark is not as expected, or a buyer was erased since the ledgers were read) or 'full' (a total would pass its maximum)

-- include part_integers
-- include part_minutes
-- include part_sections
local call = redis.call
local settings_key, totals_key, cursors_key, members_key, changes_key = unpack(KEYS, 1, 5)
local open_key, refunds_key, buyers_key, group_buyers_key, counts_key = unpack(KEYS, 6, 10)
local trend_key, minutes_key, newest_key, recent_key, explained_key = unpack(KEYS, 11, 15)
local catalogue_key, groups_tree_key, audience_key, presence_key = unpack(KEYS, 16, 19)
local sources_key, heard_key = KEYS[21], KEYS[22]
local FIRST_RANKING_KEY, FIRST_RANKING = 23, 16
local MAX_UNPACKED = 5000 -- unpack() takes no more than some 8,000
local NO_GROUP = '\t'
local MARK = ':mark' -- a field of members; no stream has an empty id
local FOREVER = '9007199254740991' -- presence has leases; those of members are ended by their streams
local hashes = {totals = totals_key, counts = counts_key, trend = trend_key, deals = KEYS[20]}
local rankings = {}
for i = FIRST_RANKING_KEY, #KEYS do
  rankings[ARGV[i - FIRST_RANKING_KEY + FIRST_RANKING]] = KEYS[i]
end
local now, edition, status = ARGV[1], ARGV[2], ARGV[3]
local max_minutes, max_recent, max_total = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local goal_total, group_buyers_count, all_tallies, problem = ARGV[7], ARGV[8], ARGV[9], ARGV[10]
local building, erasures, mark, next_mark = ARGV[11] == '1', ARGV[12], ARGV[13], ARGV[14]
local tallies, buyers = unpack(cmsgpack.unpack(ARGV[15]))

next_section = FIRST_RANKING + #KEYS - FIRST_RANKING_KEY + 1
local cursors, cursors_end = section(3)
local members, members_end = section(8)
local sources, sources_end = section(4)
local minutes, minutes_end = section(1)
local recent, recent_end = section(1)
local opened, opened_end = section(2)
local closed, closed_end = section(1)
local refunds, refunds_end = section(2)
local explained, explained_end = section(2)
local products, products_end = section(2)
local groups, groups_end = section(2)

local settings = call('HMGET', settings_key, 'edition', 'status', 'goal', 'goalReachedAt', 'problem')
if not settings[1] then
  return 'gone'
end
if settings[1] ~= edition or building and call('HGET', totals_key, 'edition') ~= edition then
  return 'edition'
end
if (call('HGET', totals_key, 'erasures') or '') ~= erasures then
  return 'moved'
end
if mark ~= '' and call('HGET', members_key, MARK) ~= mark then
  return 'moved'
end
for i = cursors, cursors_end, 3 do
  if (call('HGET', cursors_key, ARGV[i]) or '') ~= ARGV[i + 1] then
    return 'moved'
  end
end

-- How tallies are kept: the commands that read many of a key, write many, and add to one; and which comes first when they are
-- written, the name or the number.
local HASH = {read = 'HMGET', write = 'HSET', add = 'HINCRBY', is_name_first = true}
local RANKING = {read = 'ZMSCORE', write = 'ZADD', add = 'ZINCRBY', is_name_first = false}

-- The key of a place, and how it is kept.
local function key_of(where)
  if rankings[where] then
    return rankings[where], RANKING
  end
  return hashes[where], HASH
end

-- Visits names and amounts in parts that unpack() takes: the first and the last place of each.
local function in_parts(list, most, visit)
  for from = 1, #list, most do
    visit(from, math.min(from + most - 1, #list))
  end
end

-- Whether no sum would pass its maximum.
local function has_room(where, names, amounts)
  local key, kind = key_of(where)
  local fits = true
  in_parts(names, MAX_UNPACKED, function(from, to)
    for i, held in ipairs(call(kind.read, key, unpack(names, from, to))) do
      fits = fits and tonumber(held or 0) + amounts[from + i - 1] <= max_total
    end
  end)
  return fits
end

local bounded = {totals = true, deals = true, funds = true}
for _, moves in ipairs(tallies) do
  if bounded[moves[1]] and not has_room(unpack(moves)) then
    return 'full'
  end
end

-- Sets a figure of a member's audience, and adds by how much it changed to that of the campaign. Both are below 2^53.
local function follow_figure(stream, name, value)
  local field = stream .. ':' .. name
  local known = call('HGET', members_key, field) or '0'
  if known ~= value then
    call('HSET', members_key, field, value)
    call('HINCRBY', audience_key, name, string.format('%.0f', tonumber(value) - tonumber(known)))
  end
end

-- Adds members to a set; returns how many are new.
local function add_members(key, names)
  local fresh = 0
  in_parts(names, MAX_UNPACKED, function(from, to)
    fresh = fresh + call('SADD', key, unpack(names, from, to))
  end)
  return fresh
end

-- Adds to tallies of a place.
--
-- Exact: a sum is made here only if what is held, what is added and the sum are integers within 2^53, as a double holds them.
-- HINCRBY and ZINCRBY add to everything else, or refuse it. Amounts beyond that come as text.
local function add_to(where, names, amounts)
  local key, kind = key_of(where)
  local name_at, sum_at = 1, 2
  if not kind.is_name_first then
    name_at, sum_at = 2, 1
  end
  local function add_alone(name, amount)
    local pair = {}
    pair[name_at], pair[sum_at] = name, amount
    call(kind.add, key, unpack(pair))
  end
  in_parts(names, MAX_UNPACKED / 2, function(from, to)
    local sums, n = {}, 0
    for i, held in ipairs(call(kind.read, key, unpack(names, from, to))) do
      local name, amount = names[from + i - 1], amounts[from + i - 1]
      local old = tonumber(held or 0)
      local sum = old and old + amount
      if is_exact(old) and type(amount) == 'number' and is_exact(sum) then
        sums[n + name_at], sums[n + sum_at] = name, text(sum)
        n = n + 2
      else
        add_alone(name, type(amount) == 'number' and text(amount) or amount)
      end
    end
    if n > 0 then
      call(kind.write, key, unpack(sums))
    end
  end)
end

local version = call('HINCRBY', totals_key, 'version', 1)
call('HSET', totals_key, 'tallies', all_tallies)
call('HSET', members_key, MARK, next_mark)
if settings[2] ~= status then
  call('HSET', settings_key, 'status', status)
end
if (settings[5] or '') ~= problem then
  if problem == '' then
    call('HDEL', settings_key, 'problem')
  else
    call('HSET', settings_key, 'problem', problem)
  end
end
for i = cursors, cursors_end, 3 do
  call('HSET', cursors_key, ARGV[i], ARGV[i + 2])
end
for _, moves in ipairs(tallies) do
  add_to(unpack(moves))
end
for i = members, members_end, 8 do
  local stream, title, state, gmv, orders, likes, views, open = unpack(ARGV, i, i + 7)
  call('HSET', members_key, stream .. ':status', state)
  call('HINCRBY', members_key, stream .. ':gmv', gmv)
  call('HINCRBY', members_key, stream .. ':orders', orders)
  call('ZADD', changes_key, version, stream)
  if state ~= 'gone' then -- one that is gone keeps what it had
    call('HSET', members_key, stream .. ':title', title)
    follow_figure(stream, 'likes', likes)
    follow_figure(stream, 'views', views)
  end
  if open == '0' then
    call('HDEL', presence_key, stream)
  else
    call('HSET', presence_key, stream, open .. ' ' .. FOREVER)
  end
end
for i = sources, sources_end, 4 do
  local stream, source, likes, heard = unpack(ARGV, i, i + 3)
  local field = stream .. ':source:' .. source .. ':likes'
  local known = call('HGET', members_key, field)
  if known ~= likes then
    call('HSET', members_key, field, likes)
    call('ZINCRBY', sources_key, string.format('%.0f', tonumber(likes) - tonumber(known or 0)), source)
  end
  if tonumber(heard) > tonumber(call('HGET', heard_key, source) or 0) then
    call('HSET', heard_key, source, heard)
  end
end
for _, of in ipairs(buyers) do
  local group, ids = unpack(of)
  add_members(buyers_key, ids)
  if group ~= NO_GROUP then
    local pairs_of = {}
    for i, id in ipairs(ids) do
      pairs_of[i] = group .. '\t' .. id
    end
    local fresh = add_members(group_buyers_key, pairs_of)
    if fresh > 0 then
      call('HINCRBY', counts_key, group_buyers_count .. group, fresh)
    end
  end
end
enter_minutes(minutes_key, newest_key, max_minutes, version, ARGV, minutes, minutes_end)

-- Newest first; members are read one after another, so a newer order of one can come before an older one of another.
local places = {}
local function is_newer(one, other)
  local ours, theirs = places[one], places[other]
  if ours[1] ~= theirs[1] then
    return ours[1] > theirs[1]
  end
  if ours[2] ~= theirs[2] then
    return ours[2] > theirs[2]
  end
  return one > other
end
if recent_end >= recent then
  local orders = call('LRANGE', recent_key, 0, -1)
  for i = recent, recent_end do
    orders[#orders + 1] = ARGV[i]
  end
  for _, order in ipairs(orders) do
    local ms, n = string.match(order, '^(%d+)-(%d+) ')
    places[order] = {tonumber(ms), tonumber(n)}
  end
  table.sort(orders, is_newer)
  call('DEL', recent_key)
  call('RPUSH', recent_key, unpack(orders, 1, math.min(#orders, max_recent)))
end
for i = opened, opened_end, 2 do
  call('HSET', open_key, ARGV[i], ARGV[i + 1])
end
for i = closed, closed_end do
  call('HDEL', open_key, ARGV[i])
end
for i = refunds, refunds_end, 2 do
  call('HSET', refunds_key, ARGV[i], ARGV[i + 1])
end
local function put(key, from, to)
  for i = from, to, 2 do
    if ARGV[i + 1] == '' then
      call('HDEL', key, ARGV[i])
    else
      call('HSET', key, ARGV[i], ARGV[i + 1])
    end
  end
end
put(explained_key, explained, explained_end)
put(catalogue_key, products, products_end)
put(groups_tree_key, groups, groups_end)
if settings[3] and not settings[4] and not building and tonumber(call('HGET', totals_key, goal_total) or 0) >= tonumber(settings[3]) then
  call('HSET', settings_key, 'goalReachedAt', now)
end
return version
