using Stopinator.Packages.Tests.Support;

// Packed once, before the first test; the tests on the packages run beside each other.
[assembly: AssemblyFixture(typeof(PackedFeed))]
