# Given to QGIS's own CMake project as CMAKE_PROJECT_INCLUDE, so that not one of
# its files has to change: builds the target qgis_core as a unity build, which
# takes a quarter of the time of one compiler run per file.

function(tuilerie_unity_qgis_core)
  if(NOT TARGET qgis_core)
    return()
  endif()
  # On the target and not globally: the WMS provider's files clash with each other.
  set_target_properties(qgis_core PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 16)

  set(core "${CMAKE_SOURCE_DIR}/src/core")
  # These define the same names as a neighbour, or need Qt headers in another order.
  file(GLOB alone
    "${core}/providers/ogr/*.cpp"
    "${core}/providers/gdal/*.cpp"
    "${core}/providers/sensorthings/*.cpp"
    "${core}/tiledscene/*.cpp"
    "${core}/project/qgsproject*.cpp")
  list(APPEND alone
    "${core}/pointcloud/qgspointcloudrequest.cpp"
    "${core}/mesh/qgsmeshforcebypolylines.cpp"
    "${core}/mesh/qgsmeshadvancedediting.cpp"
    "${core}/qgsgml.cpp"
    "${core}/qgsgmlschema.cpp"
    "${core}/numericformats/qgscoordinatenumericformat.cpp"
    "${core}/geocoding/qgsgooglemapsgeocoder.cpp"
    "${core}/qgsmaplayerproxymodel.cpp")
  set_source_files_properties(${alone} TARGET_DIRECTORY qgis_core PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)

  # The meta types of Qt 6.4 want the complete class.
  set_source_files_properties("${core}/project/qgsproject.cpp" "${core}/qgsmaplayerproxymodel.cpp"
    TARGET_DIRECTORY qgis_core PROPERTIES COMPILE_OPTIONS "-include;qgsvectorlayer.h")
endfunction()

# Once per project() call; the work is put off until the top directory is read to its end.
if(CMAKE_SOURCE_DIR STREQUAL CMAKE_CURRENT_SOURCE_DIR AND NOT TUILERIE_UNITY_DEFERRED)
  set(TUILERIE_UNITY_DEFERRED TRUE)
  cmake_language(DEFER DIRECTORY "${CMAKE_SOURCE_DIR}" CALL tuilerie_unity_qgis_core)
endif()
