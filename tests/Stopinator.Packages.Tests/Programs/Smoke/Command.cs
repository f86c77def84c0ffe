using Stopinator;

namespace Smoke;

/// <summary>What the program is asked to do.</summary>
internal sealed record Command(InstanceSelector Select, bool Verify = false);
