-- Puts the copy of a stream's ledger in which a buyer has a pseudonym in the place of the ledger, and the pseudonym wherever
-- else the stream has the id: all of it at one moment, or nothing. Copies what was recorded since the copy was made, and says in
-- the ledger that the buyer was erased. Its seal and its checkpoints
-- are of the ledger before, so they go.
--
-- KEYS  1 settings (hash)  2 totals (hash)   3 ids (hash)      4 ledger (stream)      5 placed (hash)
--       6 buyers (set)     7 groupbuyers (set)  8 counts (hash)  9 recent (list)      10 seal (hash)
--      11 erasing (stream): the copy          12 erasing-orders (hash): the buyer's orders in it  13 checkpoints (hash)
-- ARGV  1 the run of the command  2 the buyer's id  3 the pseudonym
--       4 id of the last entry that was copied       5 number of entries that may have come since
--       6 the field of counts that the buyers of a group are in, before its name
--       7 id of the message that is recorded   8 a JSON array of it   9 its value in ids, after the seq
--      10 number of groups in which the buyer ordered; each group
--       the seq and JSON of the buyer's newest payments
--       erasing-orders has of each order '<fingerprint without time, before> <the same, after> <with time, after>' as earlier
--       versions wrote them, the same three as they are written now, and the JSON if it was not paid at once
-- Returns the seq of the message, or, with nothing written, 'gone' (there is no such ledger), 'taken' (another run has begun, or
--       the copy has expired) or 'again' (what was recorded since the copy was made must be copied first)

-- include part_ledger
local call = redis.call
local settings_key, totals_key, ids_key, ledger_key, placed_key = unpack(KEYS, 1, 5)
local buyers_key, group_buyers_key, counts_key, recent_key, seal_key, erasing_key, orders_key = unpack(KEYS, 6, 12)
local checkpoints_key = KEYS[13]
local run, buyer, pseudonym, copied, max_entries, group_buyers_count = unpack(ARGV, 1, 6)
local erasure_id, erasure, erasure_state, groups = ARGV[7], ARGV[8], ARGV[9], tonumber(ARGV[10])
local FIRST_GROUP = 11
local RUN = ''
local MAX_BYTES = 1048576 -- of JSON; some four batches of a thousand, and 100 ms

if call('EXISTS', settings_key) == 0 or call('EXISTS', ledger_key) == 0 then
  return 'gone'
end
if call('HGET', orders_key, RUN) ~= run or call('EXISTS', erasing_key) == 0 then
  return 'taken'
end

-- Whether a message is about the buyer, so that it is not for this script to copy.
local function is_about_buyer(message)
  return type(message.buyer) == 'table' and message.buyer.id == buyer
    or message.type == 'payment' and call('HEXISTS', orders_key, message.order) == 1
end
local newer = call('XRANGE', ledger_key, '(' .. copied, '+', 'COUNT', max_entries + 1)
if #newer > tonumber(max_entries) then
  return 'again'
end
local bytes = 0
for _, entry in ipairs(newer) do
  bytes = bytes + entry_bytes(entry[2])
end
if bytes > MAX_BYTES then
  return 'again'
end
for _, entry in ipairs(newer) do
  local readable, json = pcall(entry_json, entry[2])
  if not readable then
    return 'again' -- whoever copies it names it
  end
  for _, message in ipairs(cjson.decode(json)) do
    if is_about_buyer(message) then
      return 'again'
    end
  end
end

for _, entry in ipairs(newer) do
  add_entry(erasing_key, entry[1], entry[2][2])
end
local orders = call('HGETALL', orders_key)
for i = 1, #orders, 2 do
  local known = orders[i] ~= RUN and call('HGET', ids_key, orders[i])
  if known then
    local earlier, present, json = string.match(orders[i + 1], '^(%S+ %S+ %S+) (%S+ %S+ %S+) ?(.*)$')
    local place, fingerprint, state = string.match(known, '^(%.%w+%-%d+%u)(...........)(.*)$')
    if not place then
      place, fingerprint, state = string.match(known, '^(%S+ )(%S+)(.*)$')
      present = earlier
    end
    local untimed, now_untimed, now_timed = string.match(present, '^(%S+) (%S+) (%S+)$')
    call('HSET', ids_key, orders[i], place .. (fingerprint == untimed and now_untimed or now_timed) .. state)
    if json ~= '' and call('HEXISTS', placed_key, orders[i]) == 1 then
      call('HSET', placed_key, orders[i], json)
    end
  end
end
if call('SREM', buyers_key, buyer) == 1 then
  call('SADD', buyers_key, pseudonym)
end
for i = FIRST_GROUP, FIRST_GROUP + groups - 1 do
  if call('SREM', group_buyers_key, ARGV[i] .. '\t' .. buyer) == 1
    and call('SADD', group_buyers_key, ARGV[i] .. '\t' .. pseudonym) == 0 then
    call('HINCRBY', counts_key, group_buyers_count .. ARGV[i], -1) -- one who bought again since an earlier erasure
  end
end
local shown = {}
for i = FIRST_GROUP + groups, #ARGV, 2 do
  shown[ARGV[i]] = ARGV[i + 1]
end
local recent = call('LRANGE', recent_key, 0, -1)
if #recent > 0 then
  for i, order in ipairs(recent) do
    local seq = string.match(order, '^%S+')
    recent[i] = shown[seq] and seq .. ' ' .. shown[seq] or order
  end
  call('DEL', recent_key)
  call('RPUSH', recent_key, unpack(recent))
end

local seq = append_to_ledger(totals_key, ids_key, erasing_key, erasure_id, erasure, erasure_state)
call('UNLINK', ledger_key, orders_key, seal_key, checkpoints_key)
call('RENAME', erasing_key, ledger_key)
call('PERSIST', ledger_key)
call('HSET', totals_key, 'erased', seq)
call('HINCRBY', totals_key, 'version', 1)
return seq
