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
--       a name for each ranking, in the order of their KEYS
--       sections, each with the number of its rows before them:
--       cursors: stream, expected ('' for none), new
--       increments: where (totals, counts, trend, deals, or the name of a ranking), field, amount
--       members: stream, title, status, gmv and orders that are added, likes, views, open connections
--       sources of likes: stream, source, likes, when it was heard last, epoch ms
--       buyers: id
--       groups of buyers: group, how many of the following are its       pairs: '<group>\t<id>', by group
--       minutes: first ms of each minute whose trend changes
--       recent: '<seq> <json>'
--       open: name, '<seq> <json>'               open no more: name
--       refunds: name, '<refunded> <items>'
--       explained: name, JSON                    catalogue: sku, JSON; '' to remove it
--       groups: name, JSON; '' to remove it
-- Returns the version, or, with nothing written, 'gone' (there is no such campaign), 'edition' (its members have changed),
--       'moved' (a cursor is not as expected, or a buyer was erased since the ledgers were read) or 'full' (a total would pass its maximum)

-- include part_minutes
-- include part_sections
local call = redis.call
local settings_key, totals_key, cursors_key, members_key, changes_key = unpack(KEYS, 1, 5)
local open_key, refunds_key, buyers_key, group_buyers_key, counts_key = unpack(KEYS, 6, 10)
local trend_key, minutes_key, newest_key, recent_key, explained_key = unpack(KEYS, 11, 15)
local catalogue_key, groups_tree_key, audience_key, presence_key = unpack(KEYS, 16, 19)
local sources_key, heard_key = KEYS[21], KEYS[22]
local FIRST_RANKING_KEY, FIRST_RANKING = 23, 13
local MAX_UNPACKED = 5000 -- unpack() takes no more than some 8,000
local MAX_EXACT = 2 ^ 53 - 1
local FOREVER = '9007199254740991' -- presence has leases; those of members are ended by their streams
local hashes = {totals = totals_key, counts = counts_key, trend = trend_key, deals = KEYS[20]}
local rankings = {}
for i = FIRST_RANKING_KEY, #KEYS do
  rankings[ARGV[i - FIRST_RANKING_KEY + FIRST_RANKING]] = KEYS[i]
end
local now, edition, status = ARGV[1], ARGV[2], ARGV[3]
local max_minutes, max_recent, max_total = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local goal_total, group_buyers_count, all_tallies, problem = ARGV[7], ARGV[8], ARGV[9], ARGV[10]
local building, erasures = ARGV[11] == '1', ARGV[12]

next_section = FIRST_RANKING + #KEYS - FIRST_RANKING_KEY + 1
local cursors, cursors_end = section(3)
local increments, increments_end = section(3)
local members, members_end = section(8)
local sources, sources_end = section(4)
local buyers, buyers_end = section(1)
local buyers_of, buyers_of_end = section(2)
local group_buyers = section(1)
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
for i = cursors, cursors_end, 3 do
  if (call('HGET', cursors_key, ARGV[i]) or '') ~= ARGV[i + 1] then
    return 'moved'
  end
end
for i = increments, increments_end, 3 do
  if ARGV[i] == 'totals' or ARGV[i] == 'deals' then
    local total = tonumber(call('HGET', hashes[ARGV[i]], ARGV[i + 1]) or 0) + tonumber(ARGV[i + 2])
    if total > max_total then
      return 'full'
    end
  elseif ARGV[i] == 'funds' then
    if tonumber(call('ZSCORE', rankings.funds, ARGV[i + 1]) or 0) + tonumber(ARGV[i + 2]) > max_total then
      return 'full'
    end
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

local function is_exact(number)
  return number and number <= MAX_EXACT and number >= -MAX_EXACT and number % 1 == 0
end

-- Adds members to a set; returns how many are new.
local function add_members(key, from, to)
  local fresh = 0
  for i = from, to, MAX_UNPACKED do
    fresh = fresh + call('SADD', key, unpack(ARGV, i, math.min(i + MAX_UNPACKED - 1, to)))
  end
  return fresh
end

-- The names of the rows from a place on that are about the same, at most this many.
local function names_of(where, from, most)
  local names = {}
  for i = from, math.min(increments_end, from + 3 * most - 1), 3 do
    if ARGV[i] ~= where then
      break
    end
    names[#names + 1] = ARGV[i + 1]
  end
  return names
end

-- Adds to a ranking the increments of the rows from a place on, as many as one ZADD sets; returns the place after them. As in
-- hashes, a sum is made here only if it is exact.
local function add_to_ranking(where, from)
  local names = names_of(where, from, MAX_UNPACKED / 2)
  local key, sums = rankings[where], {}
  for i, held in ipairs(call('ZMSCORE', key, unpack(names))) do
    local added = ARGV[from + 3 * i - 1]
    local old, amount = tonumber(held or 0), tonumber(added)
    local sum = old + amount
    if is_exact(old) and is_exact(amount) and is_exact(sum) then
      sums[#sums + 1], sums[#sums + 2] = string.format('%.0f', sum), names[i]
    else
      call('ZINCRBY', key, added, names[i])
    end
  end
  if sums[1] then
    call('ZADD', key, unpack(sums))
  end
  return from + 3 * #names
end

-- Adds to a hash the increments of the rows from a place on, as many as one HSET sets; returns the place after them.
--
-- Exact: a sum is made here only if what is held, what is added and the sum are integers within 2^53, as a double holds them.
-- HINCRBY adds to everything else, or refuses it.
local function add_to_hash(where, from)
  local fields = names_of(where, from, MAX_UNPACKED / 2)
  local key, sums = hashes[where], {}
  for i, held in ipairs(call('HMGET', key, unpack(fields))) do
    local added = ARGV[from + 3 * i - 1]
    local old, amount = tonumber(held or 0), tonumber(added)
    local sum = (old or 0.5) + amount
    if is_exact(old) and is_exact(amount) and is_exact(sum) then
      sums[#sums + 1], sums[#sums + 2] = fields[i], string.format('%.0f', sum)
    else
      call('HINCRBY', key, fields[i], added)
    end
  end
  if sums[1] then
    call('HSET', key, unpack(sums))
  end
  return from + 3 * #fields
end

local version = call('HINCRBY', totals_key, 'version', 1)
call('HSET', totals_key, 'tallies', all_tallies)
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
local next_row = increments
while next_row <= increments_end do
  local add = rankings[ARGV[next_row]] and add_to_ranking or add_to_hash
  next_row = add(ARGV[next_row], next_row)
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
add_members(buyers_key, buyers, buyers_end)
for i = buyers_of, buyers_of_end, 2 do
  local last = group_buyers + ARGV[i + 1] - 1
  local fresh = add_members(group_buyers_key, group_buyers, last)
  if fresh > 0 then
    call('HINCRBY', counts_key, group_buyers_count .. ARGV[i], fresh)
  end
  group_buyers = last + 1
end
enter_minutes(minutes_key, newest_key, max_minutes, version, ARGV, minutes, minutes_end)

-- Newest first; members are read one after another, so a newer order of one can come before an older one of another.
local function place(order)
  local ms, n = string.match(order, '^(%d+)-(%d+) ')
  return tonumber(ms), tonumber(n)
end
local function is_newer(one, other)
  local ms, n = place(one)
  local other_ms, other_n = place(other)
  if ms ~= other_ms then
    return ms > other_ms
  end
  if n ~= other_n then
    return n > other_n
  end
  return one > other
end
if recent_end >= recent then
  local orders = call('LRANGE', recent_key, 0, -1)
  for i = recent, recent_end do
    orders[#orders + 1] = ARGV[i]
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
