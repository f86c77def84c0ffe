namespace Stopinator.Worker.Tests.Support;

/// <summary>A span as it was exported.</summary>
internal sealed record OtlpSpan(string Name, string TraceId, string Id, string ParentId);
