# FindQGIS: QGIS core on Qt 6, as the imported target QGIS::Core, with QGIS_VERSION read from qgsconfig.h.
# Looks in QGIS_PREFIX first, then where a system package would put it.

find_path(QGIS_INCLUDE_DIR qgsconfig.h HINTS "${QGIS_PREFIX}/include/qgis" PATH_SUFFIXES qgis)
find_library(QGIS_CORE_LIBRARY qgis_core HINTS "${QGIS_PREFIX}/lib")
if(QGIS_INCLUDE_DIR)
  file(STRINGS "${QGIS_INCLUDE_DIR}/qgsconfig.h" version_line REGEX "#define (_QGIS_VERSION|VERSION) ")
  string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" QGIS_VERSION "${version_line}")
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(QGIS REQUIRED_VARS QGIS_CORE_LIBRARY QGIS_INCLUDE_DIR VERSION_VAR QGIS_VERSION)

if(QGIS_FOUND AND NOT TARGET QGIS::Core)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Network Xml Sql Svg Concurrent Positioning Widgets PrintSupport)
  add_library(QGIS::Core SHARED IMPORTED)
  set_target_properties(QGIS::Core PROPERTIES IMPORTED_LOCATION "${QGIS_CORE_LIBRARY}")
  target_include_directories(QGIS::Core SYSTEM INTERFACE "${QGIS_INCLUDE_DIR}")
  # QGIS's headers show Qt's classes of these modules.
  target_link_libraries(QGIS::Core INTERFACE Qt6::Core Qt6::Gui Qt6::Network Qt6::Xml Qt6::Sql Qt6::Svg Qt6::Concurrent
    Qt6::Positioning Qt6::Widgets Qt6::PrintSupport)
  get_filename_component(prefix "${QGIS_CORE_LIBRARY}/../.." ABSOLUTE)
  set(QGIS_RUNTIME_PREFIX "${prefix}" CACHE INTERNAL "Where QGIS finds its plugins and resources at run time")
endif()
