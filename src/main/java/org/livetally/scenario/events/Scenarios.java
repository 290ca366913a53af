package org.livetally.scenario.events;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.livetally.scenario.Scenario;

/** The real events that can be played, by name. */
public final class Scenarios {
    private static final Map<String, Supplier<Scenario>> ALL = all();

    private Scenarios() {}

    /** An event is put together when it is asked for: some have thousands of orders. */
    private static Map<String, Supplier<Scenario>> all() {
        Map<String, Supplier<Scenario>> all = new LinkedHashMap<>();
        all.put(Naqu4500m.ID, Naqu4500m::scenario);
        all.put(GanziPlatform.ID, GanziPlatform::scenario);
        all.put(LevyCans.ID, LevyCans::scenario);
        all.put(JiangziShow.ID, JiangziShow::scenario);
        all.put(JiangziSeries.ID, JiangziSeries::scenario);
        all.put(LinzhiNewYear.ID, LinzhiNewYear::scenario);
        all.put(LinzhiBrand.ID, LinzhiBrand::scenario);
        all.put(NaquFestival.ID, NaquFestival::scenario);
        all.put(AgriExpo.ID, AgriExpo::scenario);
        all.put(CordycepsPromotion.ID, CordycepsPromotion::scenario);
        all.put(DiqingYears.ID, DiqingYears::scenario);
        all.put(JiangziContracts.ID, JiangziContracts::scenario);
        return all;
    }

    public static Set<String> names() {
        return ALL.keySet();
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public static Scenario of(String name) {
        Supplier<Scenario> scenario = ALL.get(name);
        if (scenario == null) {
            throw new IllegalArgumentException("no scenario is named " + name);
        }
        return scenario.get();
    }
}
