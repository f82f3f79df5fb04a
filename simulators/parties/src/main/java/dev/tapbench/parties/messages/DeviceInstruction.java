package dev.tapbench.parties.messages;

/** What the TSP tells the personalization device, through the service provider: run these commands, or it is over. */
public sealed interface DeviceInstruction extends SessionMessage
        permits DeviceCommands, Personalized, PersonalizationFailed {}
