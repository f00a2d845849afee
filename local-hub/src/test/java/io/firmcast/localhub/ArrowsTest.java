// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.http.ClientAuth;

/** Who may know whom inside the hub. */
@AnalyzeClasses(packages = "io.firmcast.localhub", importOptions = DoNotIncludeTests.class)
class ArrowsTest {

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.firmcast.localhub.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_ELSE_OF_FIRMCAST =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.firmcast..")
                  .and(resideOutsideOfPackage("io.firmcast.localhub..")));

  @ArchTest
  static final ArchRule THE_WIRES_DO_NOT_KNOW_EACH_OTHER =
      noClasses()
          .that()
          .resideInAPackage("..mqtt..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..localhub.rest..", "..localhub.query..", "io.vertx.ext.web..");

  @ArchTest
  static final ArchRule WHAT_WORKS_ON_THE_FLEET_KNOWS_NO_WIRE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..localhub.fleet..",
              "..localhub.job..",
              "..localhub.configuration..",
              "..localhub.bulk..",
              "..localhub.access..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..localhub.rest..", "..localhub.mqtt..");

  @ArchTest
  static final ArchRule WHO_MAY_DO_WHAT_IS_CHANGED_WITHOUT_DEVICES =
      noClasses()
          .that()
          .resideInAPackage("..localhub.access..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.firmcast.localhub..")
                  .and(resideOutsideOfPackage("..localhub.access.."))
                  .and(resideOutsideOfPackage("..localhub.identity.."))
                  .and(resideOutsideOfPackage("..localhub.store..")));

  @ArchTest
  static final ArchRule THE_REGISTRY_DOES_NOT_KNOW_WHO_FOLLOWS_IT =
      noClasses()
          .that()
          .resideInAnyPackage("..localhub.device..", "..localhub.twin..", "..localhub.query..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..localhub.fleet..",
              "..localhub.job..",
              "..localhub.configuration..",
              "..localhub.bulk..");

  @ArchTest
  static final ArchRule ONLY_MQTT_SPEAKS_MQTT =
      noClasses()
          .that()
          .resideOutsideOfPackage("..localhub.mqtt..")
          .and(not(simpleName("EarlyFailure")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx.mqtt..", "io.netty..")
          .because("only Netty tells a header that is too long from other nonsense");

  @ArchTest
  static final ArchRule ONLY_REST_SPEAKS_HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackage("..localhub.rest..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.vertx.ext.web..", "io.vertx.core.http..")
                  // Where Vert.x keeps it for all its TLS servers.
                  .and(not(type(ClientAuth.class))));

  @ArchTest
  static final ArchRule ONLY_STORE_SPEAKS_SQL =
      noClasses()
          .that()
          .resideOutsideOfPackages("..localhub.store..", "io.firmcast.localhub")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..");

  @ArchTest
  static final ArchRule VALUES_HAVE_NO_THREADS =
      noClasses()
          .that()
          .resideInAnyPackage("..localhub.twin..", "..localhub.query..", "..localhub.identity..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.vertx.core.Vertx")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.vertx.core.Future");

  @ArchTest
  static final ArchRule LIMITS_AND_FAULTS_KNOW_NEITHER_WIRES_NOR_DEVICES =
      noClasses()
          .that()
          .resideInAnyPackage("..localhub.tier..", "..localhub.fault..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.firmcast.localhub..")
                  .and(resideOutsideOfPackage("..localhub.tier.."))
                  .and(resideOutsideOfPackage("..localhub.fault.."))
                  .and(resideOutsideOfPackage("..localhub.failure.."))
                  .and(resideOutsideOfPackage("..localhub.wire..")));

  @ArchTest
  static final ArchRule LIMITS_AND_FAULTS_KNOW_NOTHING_OF_EACH_OTHER =
      noClasses()
          .that()
          .resideInAPackage("..localhub.tier..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..localhub.fault..");
}
