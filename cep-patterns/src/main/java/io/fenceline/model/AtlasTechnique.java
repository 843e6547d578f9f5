// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * Techniques of MITRE ATLAS, release 5.6.1, that logs of a model's answers can show, with the
 * tactic that they serve there. Ids and names are ATLAS's own; of several tactics, the one that we
 * watch for is named.
 */
public enum AtlasTechnique {
  REPLICATE_MODEL(
      "AML.T0005.001",
      "Train Proxy via Replication",
      "Create Proxy AI Model",
      AtlasTactic.ATTACK_STAGING),
  ACTIVE_SCANNING("AML.T0006", "Active Scanning", AtlasTactic.RECONNAISSANCE),
  MODEL_SUPPLY_CHAIN(
      "AML.T0010.003", "Model", "AI Supply Chain Compromise", AtlasTactic.INITIAL_ACCESS),
  MALICIOUS_LINK("AML.T0011.003", "Malicious Link", "User Execution", AtlasTactic.EXECUTION),
  VALID_ACCOUNTS("AML.T0012", "Valid Accounts", AtlasTactic.INITIAL_ACCESS),
  DISCOVER_ONTOLOGY("AML.T0013", "Discover AI Model Ontology", AtlasTactic.DISCOVERY),
  DISCOVER_MODEL_FAMILY("AML.T0014", "Discover AI Model Family", AtlasTactic.DISCOVERY),
  EVADE_MODEL("AML.T0015", "Evade AI Model", AtlasTactic.IMPACT),
  MANIPULATE_MODEL("AML.T0018", "Manipulate AI Model", AtlasTactic.PERSISTENCE),
  POISON_MODEL("AML.T0018.000", "Poison AI Model", "Manipulate AI Model", AtlasTactic.PERSISTENCE),
  POISON_TRAINING_DATA("AML.T0020", "Poison Training Data", AtlasTactic.PERSISTENCE),
  ESTABLISH_ACCOUNTS("AML.T0021", "Establish Accounts", AtlasTactic.RESOURCE_DEVELOPMENT),
  EXFILTRATE_BY_INFERENCE(
      "AML.T0024", "Exfiltration via AI Inference API", AtlasTactic.EXFILTRATION),
  INFER_MEMBERSHIP(
      "AML.T0024.000",
      "Infer Training Data Membership",
      "Exfiltration via AI Inference API",
      AtlasTactic.EXFILTRATION),
  INVERT_MODEL(
      "AML.T0024.001",
      "Invert AI Model",
      "Exfiltration via AI Inference API",
      AtlasTactic.EXFILTRATION),
  EXTRACT_MODEL(
      "AML.T0024.002",
      "Extract AI Model",
      "Exfiltration via AI Inference API",
      AtlasTactic.EXFILTRATION),
  DENIAL_OF_SERVICE("AML.T0029", "Denial of AI Service", AtlasTactic.IMPACT),
  ERODE_INTEGRITY("AML.T0031", "Erode AI Model Integrity", AtlasTactic.IMPACT),
  COST_HARVESTING("AML.T0034", "Cost Harvesting", AtlasTactic.IMPACT),
  EXCESSIVE_QUERIES("AML.T0034.000", "Excessive Queries", "Cost Harvesting", AtlasTactic.IMPACT),
  RESOURCE_INTENSIVE_QUERIES(
      "AML.T0034.001", "Resource-Intensive Queries", "Cost Harvesting", AtlasTactic.IMPACT),
  AGENTIC_CONSUMPTION(
      "AML.T0034.002", "Agentic Resource Consumption", "Cost Harvesting", AtlasTactic.IMPACT),
  INFERENCE_API_ACCESS("AML.T0040", "AI Model Inference API Access", AtlasTactic.MODEL_ACCESS),
  VERIFY_ATTACK("AML.T0042", "Verify Attack", AtlasTactic.ATTACK_STAGING),
  CRAFT_ADVERSARIAL_DATA("AML.T0043", "Craft Adversarial Data", AtlasTactic.ATTACK_STAGING),
  BLACK_BOX_OPTIMIZATION(
      "AML.T0043.001",
      "Black-Box Optimization",
      "Craft Adversarial Data",
      AtlasTactic.ATTACK_STAGING),
  BLACK_BOX_TRANSFER(
      "AML.T0043.002", "Black-Box Transfer", "Craft Adversarial Data", AtlasTactic.ATTACK_STAGING),
  MANUAL_MODIFICATION(
      "AML.T0043.003", "Manual Modification", "Craft Adversarial Data", AtlasTactic.ATTACK_STAGING),
  BACKDOOR_TRIGGER(
      "AML.T0043.004",
      "Insert Backdoor Trigger",
      "Craft Adversarial Data",
      AtlasTactic.ATTACK_STAGING),
  CHAFF_DATA("AML.T0046", "Spamming AI System with Chaff Data", AtlasTactic.IMPACT),
  FINANCIAL_HARM("AML.T0048.000", "Financial Harm", "External Harms", AtlasTactic.IMPACT),
  INTELLECTUAL_PROPERTY_THEFT(
      "AML.T0048.004", "AI Intellectual Property Theft", "External Harms", AtlasTactic.IMPACT),
  COMMAND_INTERPRETER("AML.T0050", "Command and Scripting Interpreter", AtlasTactic.EXECUTION),
  LLM_PROMPT_INJECTION("AML.T0051", "LLM Prompt Injection", AtlasTactic.EXECUTION),
  DIRECT_PROMPT_INJECTION("AML.T0051.000", "Direct", "LLM Prompt Injection", AtlasTactic.EXECUTION),
  INDIRECT_PROMPT_INJECTION(
      "AML.T0051.001", "Indirect", "LLM Prompt Injection", AtlasTactic.EXECUTION),
  TRIGGERED_PROMPT_INJECTION(
      "AML.T0051.002", "Triggered", "LLM Prompt Injection", AtlasTactic.EXECUTION),
  AGENT_TOOL_INVOCATION("AML.T0053", "AI Agent Tool Invocation", AtlasTactic.EXECUTION),
  LLM_JAILBREAK("AML.T0054", "LLM Jailbreak", AtlasTactic.DEFENSE_EVASION),
  UNSECURED_CREDENTIALS("AML.T0055", "Unsecured Credentials", AtlasTactic.CREDENTIAL_ACCESS),
  EXTRACT_SYSTEM_PROMPT("AML.T0056", "Extract LLM System Prompt", AtlasTactic.EXFILTRATION),
  LLM_DATA_LEAKAGE("AML.T0057", "LLM Data Leakage", AtlasTactic.EXFILTRATION),
  ERODE_DATASET("AML.T0059", "Erode Dataset Integrity", AtlasTactic.IMPACT),
  DISCOVER_HALLUCINATIONS("AML.T0062", "Discover LLM Hallucinations", AtlasTactic.DISCOVERY),
  DISCOVER_OUTPUTS("AML.T0063", "Discover AI Model Outputs", AtlasTactic.DISCOVERY),
  PROMPT_CRAFTING("AML.T0065", "LLM Prompt Crafting", AtlasTactic.RESOURCE_DEVELOPMENT),
  PROMPT_OBFUSCATION("AML.T0068", "LLM Prompt Obfuscation", AtlasTactic.DEFENSE_EVASION),
  DISCOVER_SYSTEM_INFORMATION(
      "AML.T0069", "Discover LLM System Information", AtlasTactic.DISCOVERY),
  SPECIAL_CHARACTER_SETS(
      "AML.T0069.000",
      "Special Character Sets",
      "Discover LLM System Information",
      AtlasTactic.DISCOVERY),
  SYSTEM_INSTRUCTION_KEYWORDS(
      "AML.T0069.001",
      "System Instruction Keywords",
      "Discover LLM System Information",
      AtlasTactic.DISCOVERY),
  DISCOVER_SYSTEM_PROMPT(
      "AML.T0069.002", "System Prompt", "Discover LLM System Information", AtlasTactic.DISCOVERY),
  CORRUPT_MODEL("AML.T0076", "Corrupt AI Model", AtlasTactic.DEFENSE_EVASION),
  RESPONSE_RENDERING("AML.T0077", "LLM Response Rendering", AtlasTactic.EXFILTRATION),
  RAG_CREDENTIAL_HARVESTING(
      "AML.T0082", "RAG Credential Harvesting", AtlasTactic.CREDENTIAL_ACCESS),
  DISCOVER_TOOL_DEFINITIONS(
      "AML.T0084.001",
      "Tool Definitions",
      "Discover AI Agent Configuration",
      AtlasTactic.DISCOVERY),
  DATA_FROM_AGENT_TOOLS(
      "AML.T0085.001", "AI Agent Tools", "Data from AI Services", AtlasTactic.COLLECTION),
  EXFILTRATE_BY_AGENT_TOOL(
      "AML.T0086", "Exfiltration via AI Agent Tool Invocation", AtlasTactic.EXFILTRATION),
  ALTERNATE_AUTHENTICATION(
      "AML.T0091", "Use Alternate Authentication Material", AtlasTactic.LATERAL_MOVEMENT),
  APPLICATION_ACCESS_TOKEN(
      "AML.T0091.000",
      "Application Access Token",
      "Use Alternate Authentication Material",
      AtlasTactic.LATERAL_MOVEMENT),
  PROMPT_INFILTRATION(
      "AML.T0093", "Prompt Infiltration via Public-Facing Application", AtlasTactic.INITIAL_ACCESS),
  AI_SERVICE_API_CONTROL("AML.T0096", "AI Service API", AtlasTactic.COMMAND_AND_CONTROL),
  AGENT_TOOL_CREDENTIAL_HARVESTING(
      "AML.T0098", "AI Agent Tool Credential Harvesting", AtlasTactic.CREDENTIAL_ACCESS),
  DATA_DESTRUCTION_BY_AGENT_TOOL(
      "AML.T0101", "Data Destruction via AI Agent Tool Invocation", AtlasTactic.IMPACT),
  GENERATE_MALICIOUS_COMMANDS(
      "AML.T0102", "Generate Malicious Commands", AtlasTactic.ATTACK_STAGING),
  RUG_PULL("AML.T0109", "AI Supply Chain Rug Pull", AtlasTactic.DEFENSE_EVASION);

  private final String id;
  private final String title;
  private final String parentTitle;
  private final AtlasTactic tactic;

  AtlasTechnique(String id, String title, AtlasTactic tactic) {
    this(id, title, "", tactic);
  }

  AtlasTechnique(String id, String title, String parentTitle, AtlasTactic tactic) {
    this.id = id;
    this.title = title;
    this.parentTitle = parentTitle;
    this.tactic = tactic;
  }

  /** The technique with this id, if rules may name it. */
  public static Optional<AtlasTechnique> ofId(String id) {
    return Arrays.stream(values()).filter(technique -> technique.id.equals(id)).findFirst();
  }

  /** {@code AML.T0043.001}; a sub-technique has three parts. */
  public String id() {
    return id;
  }

  /** The technique's name in ATLAS. */
  public String title() {
    return title;
  }

  /** {@code AML.T0043} of the sub-technique {@code AML.T0043.001}; else the id itself. */
  public String parentId() {
    return parentTitle.isEmpty() ? id : id.substring(0, id.lastIndexOf('.'));
  }

  /** Name of the technique this is a part of, empty if this is no sub-technique. */
  public String parentTitle() {
    return parentTitle;
  }

  /** {@code AML.TA0001}. */
  public String tacticId() {
    return tactic.id();
  }

  /** The tactic's name in ATLAS. */
  public String tactic() {
    return tactic.title();
  }
}
