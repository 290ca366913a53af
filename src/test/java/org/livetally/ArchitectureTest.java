package org.livetally;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.http.guard.VertxNettyBridge;

/** Checks which package may import which, as the table in docs/architecture.md says. */
final class ArchitectureTest {
    private static final String ROOT = "org.livetally";
    private static final List<String> STAGES = List.of(
            "intake", "ledger", "audience", "boards", "screens", "streams.life", "catalogue", "images", "groups");
    private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");

    private static final JavaClasses ALL = new ClassFileImporter().importPackages(ROOT);
    private static final JavaClasses MAIN = ALL.that(describe(
            "are no tests",
            type -> type.getSource().stream()
                    .map(source -> Location.of(source.getUri()))
                    .anyMatch(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS::includes)));

    static List<String> stages() {
        return STAGES;
    }

    /** The table is compared whole: a package that it lacks, an import too many, and one that is no longer needed are all wrong. */
    @Test
    void packagesImportWhatTheTableSays() throws IOException {
        Map<String, Set<String>> imports = new TreeMap<>();
        for (JavaClass type : MAIN) {
            String from = room(type);
            if (from.isEmpty()) {
                continue; // Main, which starts cli
            }
            Set<String> of = imports.computeIfAbsent(from, first -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .filter(target -> target.getPackageName().startsWith(ROOT))
                    .map(ArchitectureTest::room)
                    .filter(to -> !to.equals(from))
                    .forEach(of::add);
        }
        assertEquals(lines(table()), lines(imports));
    }

    /** Whatever the table says: stages are peers, but for these ways of a message, of its audit, and of its replay. */
    @Test
    void aStageKnowsNoOtherStageButWhereAnOrderGoesOn() {
        Set<String> known = new TreeSet<>();
        for (JavaClass type : MAIN) {
            String from = stage(type);
            type.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .filter(target -> target.getPackageName().startsWith(ROOT))
                    .map(ArchitectureTest::stage)
                    .filter(to -> !from.isEmpty() && !to.isEmpty() && !to.equals(from))
                    .forEach(to -> known.add(from + " -> " + to));
        }
        assertEquals(
                Set.of(
                        "audience -> intake",
                        "boards -> ledger",
                        "groups -> catalogue",
                        "groups -> ledger",
                        "intake -> catalogue",
                        "intake -> ledger",
                        "streams.life -> catalogue",
                        "streams.life -> ledger"),
                known);
    }

    /** The stage that a class belongs to; empty if to none. */
    private static String stage(JavaClass type) {
        return STAGES.stream()
                .filter(stage -> resideInAPackage(in(stage)).test(type))
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access", "http", "wire", "socket", "redis", "domain"})
    void whatStagesShareKnowsNoStage(String shared) {
        noClasses()
                .that()
                .resideInAPackage(in(shared))
                .should()
                .dependOnClassesThat(
                        describe("belong to a stage", type -> !stage(type).isEmpty()))
                .because("who may do what, and how it is said, is decided before a stage sees a request")
                .check(MAIN);
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }

    private static Map<String, Set<String>> table() throws IOException {
        Map<String, Set<String>> table = new TreeMap<>();
        Files.readAllLines(Path.of("docs/architecture.md")).stream()
                .dropWhile(line -> !line.startsWith("| package |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|"))
                .forEach(cells -> table.put(names(cells[1]).first(), names(cells[3])));
        return table;
    }

    private static TreeSet<String> names(String cell) {
        return NAME.matcher(cell).results().map(name -> name.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String lines(Map<String, Set<String>> table) {
        return table.entrySet().stream()
                .map(row -> row.getKey() + " -> " + String.join(", ", row.getValue()))
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void onlyAppConstructsAStage(String stage) {
        DescribedPredicate<JavaAccess<?>> construction = describe(
                "constructor of " + stage + ", values and exceptions aside",
                access -> access.getTarget().getName().equals("<init>")
                        && resideInAPackage(in(stage)).test(access.getTargetOwner())
                        && !access.getTargetOwner().isRecord()
                        && !access.getTargetOwner().isAssignableTo(Throwable.class));
        noClasses()
                .that()
                .resideOutsideOfPackages(in("app"), in(stage))
                .should()
                .accessTargetWhere(construction)
                .because("one place shows how the stages are wired")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void domainKnowsOnlyJava() {
        classes()
                .that()
                .resideInAPackage(in("domain"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(in("domain"), "java..", "org.jspecify..")
                .because("what an order is must not hang on a library")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void noPackageIsInACycle() {
        SliceAssignment packages = new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages of " + ROOT;
            }
        };
        slices().assignedFrom(packages)
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void oneClassDependsOnVertxImplementation() {
        noClasses()
                .that(describe(
                        "are not part of VertxNettyBridge",
                        type -> !type.getName().startsWith(VertxNettyBridge.class.getName())))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx.core..impl..")
                .because("it may change in any version, and VertxNettyBridgeTest says what to check then")
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void nobodySleeps() {
        DescribedPredicate<JavaAccess<?>> sleep = describe(
                "Thread.sleep or TimeUnit.sleep",
                access -> access.getTarget().getName().equals("sleep")
                        && (access.getTargetOwner().isEquivalentTo(Thread.class)
                                || access.getTargetOwner().isEquivalentTo(TimeUnit.class)));
        noClasses()
                .should()
                .accessTargetWhere(sleep)
                .because("a test waits for what it needs, not for a time, and an event loop never waits")
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void aClassIsOpenToInheritanceOnlyOnPurpose() {
        classes()
                .that(describe(
                        "are neither anonymous nor local", type -> !type.isAnonymousClass() && !type.isLocalClass()))
                .should(beClosed())
                .because("an open class promises something to heirs that nobody thought of")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    private static ArchCondition<JavaClass> beClosed() {
        return new ArchCondition<>("be final, abstract, sealed, a record, an enum or an interface") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean closed = type.isInterface()
                        || type.isEnum()
                        || type.getModifiers().contains(JavaModifier.FINAL)
                        || type.getModifiers().contains(JavaModifier.ABSTRACT)
                        || type.reflect().isSealed();
                events.add(new SimpleConditionEvent(type, closed, type.getName() + " is open to inheritance"));
            }
        };
    }

    private static String in(String name) {
        return ROOT + "." + name + "..";
    }
}
