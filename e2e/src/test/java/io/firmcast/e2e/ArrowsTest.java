// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The arrows of design.md section 2, as far as they run between packages. */
@AnalyzeClasses(packages = "io.firmcast", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
  private static final String VERTX = "io.vertx..";
  private static final String AZURE = "com.microsoft..";
  private static final String AZURE_CORE = "com.azure..";

  @ArchTest
  static final ArchRule the_contract_imports_nothing_of_ours =
      noClasses()
          .that()
          .resideInAPackage("io.firmcast.contract")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.firmcast.(kit|hub|orchestrator|stream|agent|localhub|cli)..");

  @ArchTest
  static final ArchRule the_kit_imports_the_contract_only =
      noClasses()
          .that()
          .resideInAPackage("io.firmcast.kit")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.firmcast.(hub|orchestrator|stream|agent|localhub|cli)..");

  @ArchTest
  static final ArchRule the_local_hub_imports_nothing_of_ours =
      noClasses()
          .that()
          .resideInAPackage("io.firmcast.localhub..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.firmcast.(contract|kit|hub|orchestrator|stream|agent|cli)..");

  @ArchTest
  static final ArchRule services_never_import_each_other =
      SlicesRuleDefinition.slices()
          .matching("io.firmcast.(orchestrator|stream|agent|localhub)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule an_agent_knows_no_service_side_of_the_hub =
      noClasses()
          .that()
          .resideInAPackage("io.firmcast.agent..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.firmcast.hub..");

  @ArchTest
  static final ArchRule decisions_are_pure =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.firmcast.orchestrator.rollout..",
              "io.firmcast.stream.view..",
              "io.firmcast.agent.update..",
              "io.firmcast.agent.manifest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(VERTX, AZURE, AZURE_CORE);

  @ArchTest
  static final ArchRule only_the_hub_client_and_the_link_know_the_azure_sdks =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.firmcast.hub..", "io.firmcast.agent.link..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(AZURE, AZURE_CORE);

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      SlicesRuleDefinition.slices().matching("io.firmcast.(**)").should().beFreeOfCycles();
}
