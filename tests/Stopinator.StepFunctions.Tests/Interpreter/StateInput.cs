using System.Text.Json.Nodes;

namespace Stopinator.StepFunctions.Tests.Interpreter;

/// <summary>The input of a state.</summary>
/// <param name="Number">The number by which JSONata knows it.</param>
/// <param name="Value">The input.</param>
internal sealed record StateInput(int Number, JsonNode? Value);
