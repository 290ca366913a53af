package org.livetally.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.livetally.domain.board.Board;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.MinuteMeasure;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.read.DealEntry;
import org.livetally.ledger.replay.Rebuild;
import org.livetally.redis.client.StreamKeys;

/** Writes what follows from a ledger into the keys of its stream. */
final class KeyItems implements Rebuild.Results {
    private final StreamKeys keys;
    private final KeyWriter to;
    private final Map<String, Put> puts = new HashMap<>();
    /** The newest minutes that have something, as many as a board shows. */
    private final TreeSet<Long> minutes = new TreeSet<>();

    private interface Put {
        void put(String name, String value) throws IOException;
    }

    KeyItems(StreamKeys keys, KeyWriter to) {
        this.keys = keys;
        this.to = to;
        field("ids", keys.ids());
        field("placed", keys.placed());
        field("items", keys.items());
        field(Tallies.TOTALS, keys.totals());
        field(Tallies.COUNTS, keys.counts());
        field(Tallies.NUMBERS, keys.numbers());
        field(Tallies.DEALS, keys.deals());
        field("catalogue", keys.catalogue());
        field("groups-tree", keys.groupTree());
        field("explained", keys.explained());
        field("show", keys.show());
        scored(Tallies.STOCK, keys.stock());
        scored(Tallies.FREED, keys.freed());
        scored("agreements", keys.agreements());
        for (Dimension dimension : Dimension.values()) {
            scored(dimension.key(), keys.ranking(dimension));
        }
        puts.put(Tallies.BUYERS, (name, value) -> to.member(keys.buyers(), name));
        puts.put(Tallies.GROUP_BUYERS, (name, value) -> to.member(keys.groupBuyers(), name));
        puts.put("recent", (name, value) -> to.item(keys.recent(), value));
        puts.put("dealbook", (name, value) -> deal(DealEntry.of(Seq.parse(name), value)));
        puts.put(Tallies.TREND, this::trend);
    }

    private void field(String kind, String key) {
        puts.put(kind, (name, value) -> to.field(key, name, value));
    }

    private void scored(String kind, String key) {
        puts.put(kind, (name, value) -> to.scored(key, name, value));
    }

    @Override
    public void add(String key, String name, String value) {
        Put put = puts.get(key);
        if (put == null) {
            throw new IllegalStateException("no key for " + key);
        }
        try {
            put.put(name, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deal(DealEntry deal) throws IOException {
        byte[] json = KeyWriter.utf8(deal.json());
        if (deal.highest()) {
            to.entry(
                    keys.dealBook(),
                    deal.seq(),
                    KeyWriter.utf8("deal"),
                    json,
                    KeyWriter.utf8("highest"),
                    KeyWriter.utf8("1"));
        } else {
            to.entry(keys.dealBook(), deal.seq(), KeyWriter.utf8("deal"), json);
        }
    }

    private void trend(String field, String value) throws IOException {
        to.field(keys.trend(), field, value);
        minutes.add(Long.parseLong(field, 0, field.indexOf(':'), 10));
        if (minutes.size() > Board.TREND_MINUTES) {
            minutes.pollFirst();
        }
    }

    /** Adds the likes of minutes, by their first epoch ms, which no ledger has. */
    void addLikes(Map<String, String> likes) throws IOException {
        for (Map.Entry<String, String> minute : likes.entrySet()) {
            trend(MinuteMeasure.LIKES.field(Long.parseLong(minute.getKey())), minute.getValue());
        }
    }

    /** Writes the index of the minutes that a board shows. */
    void addMinutes(String version) throws IOException {
        for (long minute : minutes) {
            String name = Long.toString(minute);
            to.scored(keys.minutes(), name, version);
            to.scored(keys.newest(), name, name);
        }
    }
}
