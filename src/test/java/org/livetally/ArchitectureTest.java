package org.livetally;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the walls that docs/architecture.md describes: who may know whom. */
final class ArchitectureTest {
    private static final String ROOT = "org.livetally";
    private static final List<String> STAGES = List.of("intake", "ledger", "audience", "board", "screens", "streams");
    private static final List<String> SHARED_BY_STAGES =
            List.of("domain", "model", "settings", "metrics", "redis", "socket", "wire");

    private static final JavaClasses ALL = new ClassFileImporter().importPackages(ROOT);
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    static List<String> stages() {
        return STAGES;
    }

    @ParameterizedTest
    @MethodSource("stages")
    void aStageKnowsNothingOfOursButWhatAllStagesShare(String stage) {
        String[] allowed = Stream.concat(Stream.of(stage), SHARED_BY_STAGES.stream())
                .map(ArchitectureTest::in)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(in(stage))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ROOT + "..").and(DescribedPredicate.not(resideInAnyPackage(allowed))))
                .because("stages are peers: app joins them by method reference")
                .allowEmptyShould(true)
                .check(MAIN);
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
    void webKnowsNoStage() {
        noClasses()
                .that()
                .resideInAPackage(in("web"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(STAGES.stream().map(ArchitectureTest::in).toArray(String[]::new))
                .because("sockets are passed in")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void authKnowsNoStage() {
        noClasses()
                .that()
                .resideInAPackage(in("auth"))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(DescribedPredicate.not(resideInAnyPackage(
                                in("auth"), in("model"), in("settings"), in("redis"), in("socket")))))
                .because("who may do what is decided before a stage sees a request, and stages ask a Permit")
                .check(MAIN);
    }

    @Test
    void modelKnowsOnlyJava() {
        classes()
                .that()
                .resideInAnyPackage(in("model"), in("domain"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(in("model"), in("domain"), "java..", "org.jspecify..")
                .because("what an order is must not hang on a library")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void wireKnowsOnlyTheModel() {
        noClasses()
                .that()
                .resideInAPackage(in("wire"))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(DescribedPredicate.not(resideInAnyPackage(in("wire"), in("model"), in("domain")))))
                .because("what a message looks like does not depend on where it came in")
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
