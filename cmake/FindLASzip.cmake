# LASzip::laszip: the library with the headers of its classes (tools/deps/laszip.sh). LASZIP_PREFIX says where; ./setup gives it.
# Where it was found by an earlier recipe is no place to look at: the prefix says where it is now.
unset(LASZIP_INCLUDE_DIR CACHE)
unset(LASZIP_LIBRARY CACHE)
find_path(LASZIP_INCLUDE_DIR laszip/lasreadpoint.hpp HINTS "${LASZIP_PREFIX}/include")
find_library(LASZIP_LIBRARY laszip HINTS "${LASZIP_PREFIX}/lib")

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LASzip REQUIRED_VARS LASZIP_LIBRARY LASZIP_INCLUDE_DIR)
if(LASzip_FOUND AND NOT TARGET LASzip::laszip)
  add_library(LASzip::laszip UNKNOWN IMPORTED)
  # The classes include each other without the folder's name.
  set_target_properties(LASzip::laszip PROPERTIES IMPORTED_LOCATION "${LASZIP_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${LASZIP_INCLUDE_DIR};${LASZIP_INCLUDE_DIR}/laszip")
endif()
