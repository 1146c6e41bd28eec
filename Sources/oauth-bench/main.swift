import Benchmark

await BenchmarkCommand.start()
