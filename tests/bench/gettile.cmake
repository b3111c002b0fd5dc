# The server that gettile.py measures; included by whoever configures the benchmarks.
add_executable(gettileserver "${CMAKE_CURRENT_LIST_DIR}/gettileserver.cpp")
target_include_directories(gettileserver PRIVATE "${PROJECT_SOURCE_DIR}/tests")
target_link_libraries(gettileserver PRIVATE tuilerie_options tuilerie::diffusion Qt6::Test)
