// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

/**
 * A moment at which an orchestrator is killed. What is UNKEPT has happened and is not in the store;
 * what is KEPT is there, and nothing has followed from it yet.
 */
enum KillPoint {
  CREATED,
  LEASE_TAKEN,
  PLAN_UNKEPT,
  PLAN_HALF_KEPT,
  REQUEST_KEPT,
  REQUEST_UNANSWERED,
  REQUEST_ANSWERED,
  INTENT_UNKEPT,
  INTENT_KEPT,
  METHOD_UNSENT,
  METHOD_SENT,
  ANSWER_UNKEPT,
  ANSWER_KEPT,
  DESIRED_UNSENT,
  DESIRED_SENT,
  DESIRED_UNKEPT,
  DESIRED_KEPT,
  TWIN_READ,
  REPORT_UNKEPT,
  REPORT_KEPT,
  END_UNKEPT,
  END_KEPT,
  WEBHOOK_UNSENT,
  WEBHOOK_SENT
}
